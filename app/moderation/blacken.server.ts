import { sql } from "kysely";
import { type Db, emptyLog, inTransaction, type Trx } from "#db/client.ts";
import { either } from "#db/either.ts";
import type { ReplyRow, TicketRow } from "#db/schema.ts";
import { EVERYTHING, makesStale } from "#db/stale.ts";
import { changeArticle, lockArticle } from "~/articles/change-article.server.ts";
import { type PreparedArticle, prepareArticle } from "~/articles/prepare-article.server.ts";
import { forgetTakenOut } from "~/jobs/forget-taken-out.server.ts";
import { changeTicket } from "~/tickets/change-ticket.server.ts";
import { chooseShownAnswer } from "~/tickets/shown-answer.server.ts";
import { prepareText, type WrittenText } from "~/tickets/text.server.ts";
import { addEvent } from "~/tickets/ticket-events.server.ts";
import { ticketSlug } from "~/tickets/ticket-slug.ts";
import { ticketPath } from "~/urls.ts";
import type { Places } from "./blacken.ts";
import { type BlackenTexts, readTexts } from "./blacken-texts.server.ts";
import { blacken, countPlaces } from "./blacken-words.ts";
import { forgetWords } from "./forget-words.server.ts";

/** How often the pattern stands in everything that belongs to a ticket. */
export async function findPlaces(db: Db, ticketId: number, pattern: RegExp): Promise<Places> {
  const texts = await readTexts(db, ticketId);
  const sum = (all: (string | null)[]) => all.reduce((count, text) => count + countPlaces(text, pattern), 0);
  const bodies = (rows: { body: string }[]) => sum(rows.map(({ body }) => body));
  const whole = (rows: { title: string | null; summary?: string; body: string }[]) =>
    sum(rows.flatMap(({ title, summary = null, body }) => [title, summary, body]));
  return {
    title: sum(texts.tickets.map(({ title }) => title)),
    text: bodies(texts.tickets),
    replies: bodies(texts.replies.filter(({ kind }) => kind !== "note")),
    notes: bodies(texts.replies.filter(({ kind }) => kind === "note")),
    revisions: whole(texts.revisions),
    history: sum([
      ...texts.tickets.map((row) => row.status_reason),
      ...texts.events.flatMap(({ reason, details }) => [reason, details]),
    ]),
    names: sum([...texts.tickets.map((row) => row.requester_name), ...texts.replies.map((row) => row.author_name)]),
    reports: sum(texts.reports.map(({ words }) => words)),
    articles: whole(texts.articles) + whole(texts.articleRevisions),
    canned: bodies(texts.canned),
  };
}

interface Blackening {
  ticketId: number;
  pattern: RegExp;
  /** As pasted, for what is not looked through by the pattern. */
  words: string;
  agentId: number;
  now: number;
  site: { origin: string; locale: string };
}

const MOST_TRIES = 5;

/**
 * Takes words out of everything that belongs to a ticket, at once: texts, what is made of them, earlier versions, the
 * index, kept pages, the file itself. The history says that it happened and nothing of what.
 */
export async function blackenTicket(db: Db, blackening: Blackening): Promise<void> {
  const { ticketId, now } = blackening;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const rendered = await renderAll(db, await readTexts(db, ticketId), blackening);
    const isDone = await inTransaction(db, async (trx) => {
      const texts = await readTexts(trx, ticketId);
      // Somebody edited one of them while we rendered.
      if (!hasAll(rendered, texts, blackening.pattern)) return false;
      await blackenTexts(trx, texts, rendered, blackening);
      await forgetTakenOut(trx, now);
      makesStale(trx, EVERYTHING);
      return true;
    });
    if (!isDone) continue;
    await emptyLog(db);
    return;
  }
  throw new Error(`the texts of ticket ${ticketId} change all the time`);
}

interface Rendered {
  /** By voice and text. */
  posts: Map<string, WrittenText>;
  articles: Map<string, PreparedArticle>;
}

const voiceOf = (post: TicketRow | ReplyRow) =>
  ("opened_by_agent_id" in post ? post.opened_by_agent_id : post.agent_id) ? "team" : "visitor";
const keyOf = (post: TicketRow | ReplyRow, pattern: RegExp) => `${voiceOf(post)} ${blacken(post.body, pattern)}`;
const articleKey = (article: { id: number; body: string }, pattern: RegExp) =>
  `${article.id} ${blacken(article.body, pattern)}`;

/** Makes the HTML of what will stand there: slow, so before the transaction. */
async function renderAll(db: Db, texts: BlackenTexts, { pattern, site }: Blackening): Promise<Rendered> {
  const rendered: Rendered = { posts: new Map(), articles: new Map() };
  for (const post of affected(texts, pattern)) {
    const text = await prepareText({ body: blacken(post.body, pattern), voice: voiceOf(post) }, site);
    rendered.posts.set(keyOf(post, pattern), text);
  }
  for (const article of texts.articles.filter((one) => countPlaces(textOfArticle(one), pattern) > 0)) {
    const [title, summary, body] = [article.title, article.summary, article.body].map((one) => blacken(one, pattern));
    const text = { ...article, title: title ?? "", summary: summary ?? "", body: body ?? "" };
    rendered.articles.set(articleKey(article, pattern), await prepareArticle(db, text, site.origin));
  }
  return rendered;
}

const affected = ({ tickets, replies }: BlackenTexts, pattern: RegExp): (TicketRow | ReplyRow)[] =>
  [...tickets, ...replies].filter(({ body }) => countPlaces(body, pattern) > 0);

const textOfArticle = ({ title, summary, body }: { title: string; summary: string; body: string }) =>
  [title, summary, body].join("\n\n");

function hasAll({ posts, articles }: Rendered, texts: BlackenTexts, pattern: RegExp): boolean {
  return (
    affected(texts, pattern).every((post) => posts.has(keyOf(post, pattern))) &&
    texts.articles
      .filter((one) => countPlaces(textOfArticle(one), pattern) > 0)
      .every((one) => articles.has(articleKey(one, pattern)))
  );
}

async function blackenTexts(trx: Trx, texts: BlackenTexts, rendered: Rendered, blackening: Blackening): Promise<void> {
  const { ticketId, pattern, agentId, now } = blackening;
  await blackenReplies(trx, texts, rendered, pattern);
  await blackenRest(trx, texts, blackening);
  await blackenArticles(trx, texts, rendered, blackening);
  await forgetWords(trx, {
    ticketIds: texts.tickets.filter((one) => countPlaces(`${one.title}\n${one.body}`, pattern) > 0).map(({ id }) => id),
    replyIds: texts.replies.filter(({ body }) => countPlaces(body, pattern) > 0).map(({ id }) => id),
  });
  await addEvent(trx, { ticketId, type: "blackened", agentId, now });
  for (const ticket of texts.tickets) await blackenRow(trx, ticket, rendered, blackening);
}

async function blackenRow(trx: Trx, ticket: TicketRow, { posts }: Rendered, { pattern, now }: Blackening) {
  const { kind, language } = ticket;
  const title = blacken(ticket.title, pattern);
  const text = countPlaces(ticket.body, pattern) > 0 ? posts.get(keyOf(ticket, pattern)) : undefined;
  const change: Partial<TicketRow> = {
    ...(title !== ticket.title && { title, slug: ticketSlug(title, { kind, language }) }),
    ...(text && { body: text.body, html: text.html, excerpt: text.excerpt }),
    status_reason: ticket.status_reason && blacken(ticket.status_reason, pattern),
    requester_name: countPlaces(ticket.requester_name, pattern) > 0 ? null : ticket.requester_name,
    ...(await chooseShownAnswer(trx, ticket.id)),
  };
  await changeTicket(trx, ticket, change, { now, seenBy: "everyone", hasNewWords: true });
  // Its old address has the old title in it: that is told to nobody.
  if (change.slug) await trx.deleteFrom("changed_addresses").where("path", "=", ticketPath(ticket)).execute();
}

async function blackenReplies(trx: Trx, { replies }: BlackenTexts, { posts }: Rendered, pattern: RegExp) {
  for (const reply of replies) {
    const text = countPlaces(reply.body, pattern) > 0 ? posts.get(keyOf(reply, pattern)) : undefined;
    const isNamed = countPlaces(reply.author_name, pattern) > 0;
    if (!text && !isNamed) continue;
    await trx
      .updateTable("replies")
      .set({
        ...(text && { body: text.body, html: text.html, excerpt: text.excerpt, content_key: null }),
        ...(isNamed && { author_name: null }),
      })
      .where("id", "=", reply.id)
      .execute();
  }
}

/** What is shown as it is, without being rendered. */
async function blackenRest(trx: Trx, texts: BlackenTexts, { pattern, words }: Blackening): Promise<void> {
  const out = <Text extends string | null>(text: Text) => (text === null ? text : (blacken(text, pattern) as Text));
  const has = (...all: (string | null)[]) => all.some((text) => countPlaces(text, pattern) > 0);
  for (const { id, reason, details } of texts.events.filter((one) => has(one.reason, one.details))) {
    const change = { reason: out(reason), details: out(details) };
    await trx.updateTable("ticket_events").set(change).where("id", "=", id).execute();
  }
  for (const { id, title, body } of texts.revisions.filter((one) => has(one.title, one.body))) {
    await trx
      .updateTable("text_revisions")
      .set({ title: out(title), body: out(body) })
      .where("id", "=", id)
      .execute();
  }
  for (const report of texts.reports.filter((one) => has(one.words))) {
    await trx
      .updateTable("reports")
      .set({ words: out(report.words) })
      .where("id", "=", report.id)
      .execute();
  }
  for (const { id, body } of texts.canned.filter((one) => has(one.body))) {
    await trx
      .updateTable("canned_answers")
      .set({ body: out(body) })
      .where("id", "=", id)
      .execute();
  }
  for (const { id } of texts.visitors.filter(({ name }) => has(name))) {
    await trx.updateTable("visitors").set({ name: null }).where("id", "=", id).execute();
  }
  const searched = words.trim().replace(/\s+/g, " ").toLowerCase();
  await trx.deleteFrom("searched_words").where(contains(searched)).execute();
}

const contains = (words: string) =>
  either(sql<boolean>`instr(words, ${words}) > 0`, sql<boolean>`strpos(words, ${words}) > 0`);

async function blackenArticles(trx: Trx, texts: BlackenTexts, { articles }: Rendered, { pattern, now }: Blackening) {
  for (const row of texts.articles) {
    const text = articles.get(articleKey(row, pattern));
    if (!text || countPlaces(textOfArticle(row), pattern) === 0) continue;
    const { title, summary, body, html, contents } = text;
    await changeArticle(trx, await lockArticle(trx, row.id), { title, summary, body, html, contents }, now);
  }
  for (const revision of texts.articleRevisions) {
    if (countPlaces(textOfArticle(revision), pattern) === 0) continue;
    const [title = "", summary = "", body = ""] = [revision.title, revision.summary, revision.body].map((text) =>
      blacken(text, pattern),
    );
    await trx.updateTable("article_revisions").set({ title, summary, body }).where("id", "=", revision.id).execute();
  }
}

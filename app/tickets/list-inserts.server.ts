import type { Db } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { type CannedAnswer, firstWords } from "~/canned/canned-answer.ts";
import { findCannedAnswer, listCannedAnswers } from "~/canned/canned-answers.server.ts";
import { asPlainWords, type Facts, fillPlaceholders } from "~/canned/placeholders.ts";
import { articlePath, ticketNumberPath } from "~/urls.ts";
import type { Inserts, InsertView } from "./insert.ts";
import { readPublishedArticle } from "./link-articles.server.ts";
import type { LinkedArticle } from "./linked-article.ts";

const MOST_CANNED = 8;

/** The reply that something is put into. */
export interface Reply {
  ticket: TicketRow;
  agentName: string;
  site: { origin: string; locale: string };
}

/**
 * What an agent can put into a reply: canned answers whose name or text has the words of the query, those in the
 * ticket's language first, then the site's; and the articles that somebody found for it.
 */
export async function listInserts(
  db: Db,
  { query, articles, ...reply }: Reply & { query: string; articles: LinkedArticle[] },
): Promise<Inserts> {
  const words = query.toLowerCase().replace(/^::/, "").split(/\s+/);
  const all = await listCannedAnswers(db, [reply.ticket.language, reply.site.locale]);
  const fitting = all.filter(({ name, body }) => words.every((word) => `${name} ${body}`.toLowerCase().includes(word)));
  // A name that was typed to its end comes before texts that only contain it.
  const isNamed = ({ name }: CannedAnswer) => name === words.join("-");
  const sorted = [...fitting.filter(isNamed), ...fitting.filter((answer) => !isNamed(answer))];
  return {
    query,
    canned: sorted.slice(0, MOST_CANNED).map((answer) => cannedInsert(answer, reply)),
    articles: articles.map(articleInsert),
  };
}

/** What a button stands for. Undefined where it is gone meanwhile. */
export async function findInsert(db: Db, key: string, reply: Reply): Promise<InsertView | undefined> {
  const [, kind, id] = /^(canned|article)-(\d{1,15})$/.exec(key) ?? [];
  if (kind === "canned") {
    const answer = await findCannedAnswer(db, Number(id));
    return answer && cannedInsert(answer, reply);
  }
  const article = kind && (await readPublishedArticle(db, Number(id)));
  return article ? articleInsert(article) : undefined;
}

function cannedInsert({ id, name, language, body }: CannedAnswer, { ticket, agentName, site }: Reply): InsertView {
  const facts: Facts = {
    name: ticket.requester_name && asPlainWords(ticket.requester_name),
    number: String(ticket.id),
    title: asPlainWords(ticket.title),
    // By its number, which leads there whatever the title becomes.
    link: site.origin + ticketNumberPath(ticket.id),
    agent: asPlainWords(agentName),
  };
  const text = fillPlaceholders(body, facts);
  return { key: `canned-${id}`, name, label: firstWords(text), language, text };
}

function articleInsert(article: LinkedArticle): InsertView {
  const { id, title, language } = article;
  const text = `[${asPlainWords(title)}](${articlePath(article)})`;
  return { key: `article-${id}`, name: null, label: title, language, text };
}

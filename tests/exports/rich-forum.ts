import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Insertable, sql } from "kysely";
import { type Db, inTransaction } from "#db/client.ts";
import { isPostgres } from "#db/either.ts";
import type { Database } from "#db/schema.ts";
import { exportedTables } from "~/exports/tables.ts";
import { seedForum } from "~/seed/seed-forum.server.ts";
import { mergeTickets } from "~/tickets/merge-tickets.server.ts";
import { createArticle, createReply, createTicket, createVisitor } from "../support/factories.ts";

const NOW = Date.UTC(2026, 10, 20, 12);
const AT = NOW - 5_000;
const DAY = "2026-11-19";

/** What must stay where it is: sessions, one-time addresses, keys and hashes of network addresses. */
export const LEFT_BEHIND = "stays-behind";

/** Texts that formats trip over: separators that some take for the end of a line, zero, quotes, an emoji, no spaces. */
export const HARD_TEXT = "one\u2028two\u2029three\u0085four\u0000five\r\nsix\tseven \"eight\" 'nine' \\ 🙂 нуль";

/** Fills a forum with the demo, and then with every state and every table. The files go below `dataDir`. */
export async function fillRichForum(db: Db, dataDir: string): Promise<void> {
  await seedForum(db, { site: { origin: "http://forum.test", locale: "en" }, now: NOW });
  const viewer = await createVisitor(db);
  const make = (title: string, facts: Parameters<typeof createTicket>[1] = {}) =>
    createTicket(db, { title, viewer, now: NOW, ...facts });
  const body = isPostgres(db) ? HARD_TEXT.replace("\0", "") : HARD_TEXT;
  await make("Restricted", { moderation: "restricted" });
  await make("Held", { moderation: "held" });
  await make("Private and held", { visibility: "private", moderation: "held" });
  await make("Private and removed", { visibility: "private", removed_at: AT, removed_as: "by_author" });
  await make("Spam", { removed_at: AT, removed_as: "spam", moderation: "held" });
  const hard = await make("A hard one", { body });
  const [one, other] = [
    await make("A private duplicate", { visibility: "private" }),
    await make("Of this one", { visibility: "private" }),
  ];
  await mergeTickets(db, { from: one.id, into: other.id, agentId: 1, now: NOW });
  const reply = await createReply(db, hard, { body, now: NOW });
  const held = await createReply(db, hard, { body: "Held", now: NOW });
  const gone = await createReply(db, hard, { body: "Removed", now: NOW });
  const article = await createArticle(db, { title: "An article", slug: "an-article", now: NOW });
  await createArticle(db, { title: "Стаття", language: "uk", slug: "stattia", translationOfId: article.id, now: NOW });
  await createArticle(db, { title: "A draft", slug: "a-draft", isDraft: true, now: NOW });
  const removed = await createArticle(db, { title: "Taken back", slug: "taken-back", now: NOW });
  const hashes = ["a picture", "its smaller drawing", "a file"].map((content) => keepFile(dataDir, content));
  keepOther(dataDir, "files/site/logo.webp", "a logo");
  keepOther(dataDir, "pages/imprint.en.md", "# Our own imprint");

  await inTransaction(db, async (trx) => {
    await trx.updateTable("replies").set({ moderation: "held" }).where("id", "=", held).execute();
    await trx.updateTable("replies").set({ removed_at: AT }).where("id", "=", gone).execute();
    await trx.updateTable("articles").set({ removed_at: AT }).where("id", "=", removed.id).execute();
    const add = <Table extends keyof Database>(table: Table, row: Insertable<Database[Table]>) =>
      trx
        .insertInto(table)
        .values(row as never)
        .execute();
    const ofTicket = { ticket_id: hard.id, reply_id: reply };
    const ofVisitor = { visitor_id: viewer.visitor.id, created_at: AT };
    await add("recovery_codes", { code_hash: "of a code", agent_id: 1, created_at: AT, used_at: AT });
    await add("audit_log", {
      agent_id: 1,
      deed: "ticket.removed",
      subject_id: 1,
      details: '{"why":"spam"}',
      created_at: AT,
    });
    await add("text_revisions", { ...ofTicket, ...ofVisitor, title: "Before", body });
    await add("reports", { ...ofTicket, reason: "abuse", words: "rude", reader_key: LEFT_BEHIND, created_at: AT });
    await add("imported_posts", { source: "old forum", external_id: "post:12", ...ofTicket });
    await add("imported_articles", { source: "old forum", external_id: "topic:13", article_id: article.id });
    await add("old_addresses", { path: "/topics/12", ticket_id: hard.id });
    await add("ticket_articles", { ...ofTicket, article_id: article.id, relation: "answer", created_at: AT });
    await add("article_feedback", { article_id: article.id, helped: 0, reason: "unclear", words: "?", ...ofVisitor });
    await add("canned_answers", { name: "thanks", language: "en", body: "Thank you", created_at: AT, changed_at: AT });
    await add("searched_words", { day: DAY, words: "пароль", searches: 3, found_nothing: 1, then_asked: 1 });
    await add("found_answers", { target: "ticket", target_id: hard.id, day: DAY, times: 2 });
    await add("page_readers", { day: DAY, target: "article", target_id: article.id, from_search: 5, went_on: 1 });
    await add("mail_addresses", {
      ...{ id: 1, address: "maria@example.com", mailbox_key: "keyed", created_at: AT },
      ...{ bounced_at: AT, bounce: "no such mailbox" },
    });
    await add("mail_refusals", { mailbox_key: "of another", refused_at: AT });
    await add("mail_follows", {
      ...{ id: 1, ...ofTicket, ...ofVisitor, address_id: 1, is_requester: 1, merged_from_id: one.id },
      ...{ asked_at: AT, confirmed_at: AT, stopped_at: AT, told_reply_id: reply, told_event_id: 1 },
      answer_generation: 1,
    });
    await add("taken_mails", { key: "of a mail", outcome: "reply", reply_id: reply, created_at: AT });
    await add("mail_sources", {
      ...{ name: "imap", validity: "17", last_uid: 4, looked_at: AT, mail_at: AT, fault: "no answer", fault_at: AT },
    });
    await add("mails", {
      ...{ follow_id: 1, ticket_id: hard.id, mailbox_key: "keyed", kind: "news", news: `[{"reply":${reply}}]` },
      ...{ message_id: "0f", state: "failed", attempts: 3, send_at: AT, claimed_at: AT, sent_at: AT },
      ...{ failure: "550", created_at: AT },
    });
    await add("hooks", {
      ...{ kind: "telegram", name: "Team", place: "-100", sealed: "closed", events: '["opened"]', category_id: 1 },
      ...{ shows_private: 1, failures: 2, failing_since_at: AT, tried_at: AT, rest_until_at: AT, claimed_at: AT },
      ...{ stopped_at: AT, stopped_by: "failing", created_at: AT },
    });
    await add("deliveries", {
      ...{ hook_id: 1, event: "replied", subject: `reply ${reply}`, ...ofTicket, ticket_event_id: 1 },
      ...{ article_id: article.id, message_id: "msg_0f", state: "failed", attempts: 3, status: 500, failure: "time" },
      ...{ send_at: AT, tried_at: AT, sent_at: AT, created_at: AT },
    });
    await add("agent_wishes", { agent_id: 1, category_id: 1, event: "opened", channel: "mail" });
    await add("team_news", {
      ...{ agent_id: 1, event: "replied", ...ofTicket },
      ...{ claimed_at: AT, sent_at: AT, failure: "550", created_at: AT },
    });
    await add("push_browsers", {
      ...{ id: 1, visitor_id: viewer.visitor.id, endpoint: "https://push.example.net/1", created_at: AT },
      ...{ p256dh: "its key", auth: "its secret" },
    });
    await add("push_follows", {
      ...{
        ticket_id: hard.id,
        browser_id: 1,
        merged_from_id: one.id,
        told_reply_id: reply,
        told_event_id: 1,
        created_at: AT,
      },
    });
    await add("pushes", {
      ...{ browser_id: 1, ticket_id: hard.id, news: `[{"reply":${reply}}]`, push_key: "0f", state: "failed" },
      ...{ attempts: 3, send_at: AT, claimed_at: AT, failure: "400", created_at: AT },
    });
    await add("home_thanks", { ticket_id: hard.id, agent_id: 1, chosen_at: AT });
    await add("named_hosts", { host: "spam.example", spam: 3, fine: 0 });
    await add("settings", { key: "accent", value: '"#0a6"', updated_at: AT });
    await add("settings", { key: "organisation", value: '{"name":"Half Past","url":null}', updated_at: AT });
    await add("attachments", file(hashes[0], { ticket_id: hard.id, small_hash: hashes[1], width: 800, height: 600 }));
    await add("attachments", file(hashes[2], { reply_id: reply, visitor_id: viewer.visitor.id }));
    await add("attachments", file(hashes[2], { article_id: article.id, agent_id: 1 }));
    await add("verdicts", {
      ...{
        ...ofTicket,
        verdict: "hold",
        score: 2.75,
        reasons: '["links"]',
        learned: -0.125,
        sketch: "1 2",
        hosts: "a.example",
      },
      ...{
        sender_key: LEFT_BEHIND,
        created_at: AT,
        mark: "spam",
        marked_by_id: 1,
        marked_at: AT,
        state_before: '{"a":1}',
      },
    });
    await add("jobs", { name: "render a text again", payload: `{"ticketId":${hard.id}}`, run_at: NOW, created_at: AT });

    await add("jobs", { name: "make a backup", payload: "{}", run_at: NOW, created_at: AT });
    await add("agent_sessions", {
      ...{ agent_id: 1, token_hash: LEFT_BEHIND, user_agent: "test" },
      ...{ created_at: AT, last_used_at: AT, expires_at: AT },
    });
    await add("address_keys", { key: LEFT_BEHIND, created_at: AT });
    await add("rate_limits", { key: LEFT_BEHIND, window_at: AT, points: 1, points_before: 0, expires_at: AT });
    await add("changed_addresses", { path: `/tickets/${LEFT_BEHIND}`, noted_at: AT, changed_at: AT });
    await trx.updateTable("votes").set({ address_key: LEFT_BEHIND }).execute();
    await trx.updateTable("replies").set({ content_key: LEFT_BEHIND }).execute();
    await trx.updateTable("article_feedback").set({ address_key: LEFT_BEHIND }).execute();
    await trx.updateTable("tickets").set({ form_nonce: LEFT_BEHIND }).where("id", "=", hard.id).execute();
  });
  await fillEmptyColumns(db);
}

/** Gives each column that is nowhere set a value, so that none can be forgotten without a difference. */
async function fillEmptyColumns(db: Db): Promise<void> {
  for (const [table, { columns, by }] of exportedTables()) {
    for (const column of columns) {
      const { rows } =
        await sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} is not null limit 1`.execute(db);
      if (rows.length > 0) continue;
      const value = column.endsWith("_at") ? AT : 1;
      const key = sql.ref(by[0] as string);
      await inTransaction(db, (trx) =>
        sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.lit(value)}
          where ${key} = (select min(${key}) from ${sql.table(table)})`.execute(trx),
      );
    }
  }
}

function keepFile(dataDir: string, content: string): string {
  const hash = createHash("sha256").update(content).digest("hex");
  keepOther(dataDir, `files/${hash.slice(0, 2)}/${hash}`, content);
  return hash;
}

function keepOther(dataDir: string, place: string, content: string): void {
  const whole = path.join(dataDir, place);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, content);
}

const file = (hash = "", more: Partial<Insertable<Database["attachments"]>> = {}) => ({
  ...{ name: "error.png", type: "image/png", size: 9, hash, alt: "The error", created_at: AT },
  ...more,
});

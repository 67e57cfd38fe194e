import { type Db, inQuietTransaction } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import type { ReportedGroup, ReportedPost } from "./reports.ts";
import type { ReportReason } from "./reports-form.ts";
import { settleReports } from "./settle-reports.server.ts";

/** Posts on the page of the desk; more come when these are settled. */
const MOST_REPORTS = 1_000;
const MOST_WORDS = 10;

/** A post of a ticket that its readers see: the ticket's own text, or that reply. */
export async function findReportable(
  db: Db,
  ticket: TicketRow,
  replyId: number | null,
): Promise<ReportedPost | undefined> {
  const { id, slug, title, language } = ticket;
  const common = { ticket: { id, slug, title, language }, replyId };
  if (replyId === null) {
    const byTeam = ticket.opened_by_agent_id !== null && ticket.requester_name === null;
    return { ...common, excerpt: ticket.excerpt, authorName: ticket.requester_name, byTeam };
  }
  const reply = await db
    .selectFrom("replies")
    .select(["excerpt", "author_name", "agent_id"])
    .where("id", "=", replyId)
    .where("ticket_id", "=", ticket.id)
    .where("kind", "<>", "note")
    .where("removed_at", "is", null)
    .where("moderation", "=", "published")
    .executeTakeFirst();
  return reply && { ...common, excerpt: reply.excerpt, authorName: reply.author_name, byTeam: reply.agent_id !== null };
}

interface NewReport {
  post: ReportedPost;
  reason: ReportReason;
  words: string | null;
  /** A keyed hash that stands for the reader: the second report of the same post by the same reader counts no more. */
  readerKey: string;
  now: number;
}

export async function reportPost(db: Db, { post, reason, words, readerKey, now }: NewReport): Promise<void> {
  await inQuietTransaction(db, (trx) =>
    trx
      .insertInto("reports")
      .values({
        ticket_id: post.ticket.id,
        reply_id: post.replyId,
        reason,
        words,
        reader_key: readerKey,
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

/** What waits for the team: each reported post once, the most reported first. */
export async function listReports(db: Db): Promise<ReportedGroup[]> {
  const rows = await db
    .selectFrom("reports")
    .innerJoin("tickets", "tickets.id", "reports.ticket_id")
    .leftJoin("replies", "replies.id", "reports.reply_id")
    .select([
      "reports.ticket_id",
      "reports.reply_id",
      "reports.reason",
      "reports.words",
      "reports.created_at",
      "tickets.slug",
      "tickets.title",
      "tickets.language",
      "tickets.excerpt",
      "tickets.requester_name",
      "tickets.opened_by_agent_id",
      "replies.excerpt as reply_excerpt",
      "replies.author_name",
      "replies.agent_id",
    ])
    .where("reports.settled_at", "is", null)
    .orderBy("reports.id")
    .limit(MOST_REPORTS)
    .execute();
  const groups = new Map<string, ReportedGroup>();
  for (const row of rows) {
    const key = `${row.ticket_id} ${row.reply_id}`;
    const isReply = row.reply_id !== null;
    const group = groups.get(key) ?? {
      ticket: { id: row.ticket_id, slug: row.slug, title: row.title, language: row.language },
      replyId: row.reply_id,
      excerpt: (isReply ? row.reply_excerpt : row.excerpt) ?? "",
      authorName: isReply ? row.author_name : row.requester_name,
      byTeam: isReply ? row.agent_id !== null : row.opened_by_agent_id !== null && row.requester_name === null,
      count: 0,
      reasons: [],
      words: [],
      firstAt: row.created_at,
    };
    groups.set(key, group);
    add(group, row);
  }
  return [...groups.values()].sort((one, other) => other.count - one.count || one.firstAt - other.firstAt);
}

function add(group: ReportedGroup, { reason, words }: { reason: ReportReason; words: string | null }): void {
  group.count += 1;
  const same = group.reasons.find((one) => one.reason === reason);
  if (same) same.count += 1;
  else group.reasons.push({ reason, count: 1 });
  group.reasons.sort((one, other) => other.count - one.count);
  if (words && group.words.length < MOST_WORDS) group.words.push(words);
}

interface Dismissal {
  ticketId: number;
  replyId: number | null;
  agentId: number;
  now: number;
}

/** The team has looked at the post: it stays, or what had to be done is done. */
export async function dismissReports(db: Db, dismissal: Dismissal): Promise<void> {
  await inQuietTransaction(db, (trx) => settleReports(trx, dismissal));
}

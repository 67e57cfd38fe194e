import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import { beginningOf } from "~/markdown/excerpt.ts";
import { groupAlike } from "./group-alike.ts";
import { UNDO_WITHIN_MS } from "./keep-mark.server.ts";
import type { ReviewedPost, ReviewGroup, WaitingPost } from "./review.ts";

/** So many are shown, read and grouped at once; the rest comes when these are done. */
export const REVIEWED_AT_ONCE = 100;
const EXCERPT = 400;

export interface QueuedPost extends ReviewedPost {
  sketch: string;
  senderKey: string | null;
}

/** What waits for the team's word, newest first: of what was thought of it no more than names. */
export async function listWaiting(db: Db, limit = REVIEWED_AT_ONCE): Promise<QueuedPost[]> {
  const [tickets, replies] = await Promise.all([
    postsOfTickets(db)
      .where("tickets.moderation", "<>", "published")
      .where("tickets.removed_at", "is", null)
      .where("tickets.merged_into_id", "is", null)
      .orderBy("tickets.id", "desc")
      .limit(limit)
      .execute(),
    postsOfReplies(db)
      .where(
        sql<boolean>`(replies.moderation = 'held' or replies.restricted_at is not null) and replies.removed_at is null`,
      )
      .orderBy("replies.id", "desc")
      .limit(limit)
      .execute(),
  ]);
  return [...tickets, ...replies]
    .map((row) => queuedPost(row))
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, limit);
}

/** The same, with what is alike together, and with how many more of the kind there are. */
export async function listReview(db: Db): Promise<ReviewGroup[]> {
  const posts = await listWaiting(db);
  const bySender = countBy(posts.flatMap(({ senderKey }) => senderKey ?? []));
  const byHost = countBy(posts.flatMap(({ hosts }) => hosts));
  const view = ({ sketch: _, senderKey, ...post }: QueuedPost): WaitingPost => {
    const [host] = [...post.hosts].sort((a, b) => (byHost.get(b) ?? 0) - (byHost.get(a) ?? 0));
    const count = host ? (byHost.get(host) ?? 0) : 0;
    return {
      ...post,
      fromSender: senderKey ? (bySender.get(senderKey) ?? 1) : 1,
      sharedHost: host && count > 1 ? { host, count } : null,
    };
  };
  return groupAlike(posts).map((group) => ({ posts: group.map(view) }));
}

/** What was marked within the time in which a mark may be taken back, newest first. */
export async function listMarked(db: Db, now: number, limit = 50): Promise<ReviewedPost[]> {
  const since = now - UNDO_WITHIN_MS;
  const marked = async (query: ReturnType<typeof postsOfTickets> | ReturnType<typeof postsOfReplies>) =>
    (query as ReturnType<typeof postsOfTickets>)
      .where("verdicts.mark", "is not", null)
      .where("verdicts.marked_at", ">", since)
      .orderBy("verdicts.marked_at", "desc")
      .limit(limit)
      .execute();
  const rows = [...(await marked(postsOfTickets(db))), ...(await marked(postsOfReplies(db)))];
  return rows
    .sort((a, b) => (b.marked_at ?? 0) - (a.marked_at ?? 0))
    .slice(0, limit)
    .map((row) => {
      const { sketch: _, senderKey: __, ...post } = queuedPost(row);
      return post;
    });
}

const judged = [
  "verdicts.reasons",
  "verdicts.hosts",
  "verdicts.sketch",
  "verdicts.sender_key",
  "verdicts.mark",
  "verdicts.marked_at",
] as const;

function postsOfTickets(db: Db) {
  return db
    .selectFrom("tickets")
    .leftJoin("verdicts", (join) =>
      join.onRef("verdicts.ticket_id", "=", "tickets.id").on("verdicts.reply_id", "is", null),
    )
    .select(["tickets.id as ticket_id", "tickets.slug", "tickets.title", "tickets.html", "tickets.language"])
    .select(["tickets.requester_name as author_name", "tickets.moderation", "tickets.created_at", ...judged])
    .select(sql<number | null>`null`.as("reply_id"));
}

function postsOfReplies(db: Db) {
  return db
    .selectFrom("replies")
    .innerJoin("tickets", "tickets.id", "replies.ticket_id")
    .leftJoin("verdicts", "verdicts.reply_id", "replies.id")
    .select(["tickets.id as ticket_id", "tickets.slug", "tickets.title", "replies.html", "replies.language"])
    .select(["replies.author_name", "replies.moderation", "replies.created_at", ...judged])
    .select("replies.id as reply_id");
}

type Row = Awaited<ReturnType<ReturnType<typeof postsOfTickets>["execute"]>>[number];

function queuedPost(
  row: Omit<Row, "reply_id" | "moderation"> & { reply_id: number | null; moderation: string },
): QueuedPost {
  const isReply = row.reply_id !== null;
  return {
    key: isReply ? `reply-${row.reply_id}` : `ticket-${row.ticket_id}`,
    ticket: { id: row.ticket_id, slug: row.slug },
    replyId: row.reply_id,
    title: row.title,
    // With its code: advertising may stand between its marks too.
    excerpt: beginningOf(row.html, EXCERPT),
    language: row.language,
    authorName: row.author_name,
    state: row.mark ?? (row.moderation === "held" ? "held" : "restricted"),
    reasons: row.reasons ? JSON.parse(row.reasons) : [],
    hosts: (row.hosts ?? "").split(" ").filter(Boolean).slice(0, 5),
    createdAt: row.created_at,
    sketch: row.sketch ?? "",
    senderKey: row.sender_key,
  };
}

function countBy(names: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

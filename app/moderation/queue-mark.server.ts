import type { Db } from "#db/client.ts";
import { moderateTicket, unmarkTicket } from "~/tickets/change-visibility.server.ts";
import { markReply, unmarkReply } from "~/tickets/mark-reply.server.ts";
import { groupAlike } from "./group-alike.ts";
import { listWaiting, type QueuedPost } from "./queue-list.server.ts";
import { type Mark, parsePostKeys, type Scope } from "./review.ts";

interface Pressed {
  agentId: number;
  now: number;
}

interface Selection {
  /** "ticket-12": the post whose button was pressed. */
  post: string;
  scope: Scope;
  host?: string;
}

/** Marks a post, or with it all that wait and have the same sender, host or words. Returns the keys of the marked. */
export async function markPosts(db: Db, mark: Mark, selection: Selection, pressed: Pressed): Promise<string[]> {
  const posts = await selectPosts(db, selection);
  const by = { agentId: pressed.agentId };
  for (const { ticket, replyId } of posts) {
    if (replyId === null) await moderateTicket(db, ticket.id, mark, { by, now: pressed.now });
    else await markReply(db, mark, { ticketId: ticket.id, replyId, by, now: pressed.now });
  }
  return posts.map(({ key }) => key);
}

async function selectPosts(db: Db, { post: key, scope, host }: Selection): Promise<QueuedPost[]> {
  const waiting = await listWaiting(db);
  const post = waiting.find((one) => one.key === key);
  if (!post) return [];
  if (scope === "sender") return waiting.filter(({ senderKey }) => senderKey !== null && senderKey === post.senderKey);
  if (scope === "host") return waiting.filter(({ hosts }) => host !== undefined && hosts.includes(host));
  if (scope === "alike") return groupAlike(waiting).find((group) => group.includes(post)) ?? [post];
  return [post];
}

/** Takes marks back. Returns how many were. */
export async function unmarkPosts(db: Db, keys: string, { agentId, now }: Pressed): Promise<number | undefined> {
  const posts = parsePostKeys(keys);
  if (!posts) return undefined;
  let undone = 0;
  for (const { isReply, id } of posts) {
    const by = { agentId };
    const ticketId = isReply ? await findTicketOf(db, id) : id;
    if (ticketId === undefined) continue;
    const isUndone = isReply
      ? await unmarkReply(db, { ticketId, replyId: id, by, now })
      : (await unmarkTicket(db, id, { by, now })) !== undefined;
    if (isUndone) undone += 1;
  }
  return undone;
}

async function findTicketOf(db: Db, replyId: number): Promise<number | undefined> {
  const row = await db.selectFrom("replies").select("ticket_id").where("id", "=", replyId).executeTakeFirst();
  return row?.ticket_id;
}

import type { Db } from "#db/client.ts";
import type { OwnCounts } from "./own-counts.ts";
import { findOwnPosts, findPostsOfAuthor } from "./own-posts.server.ts";

/** How much goes when everything of a visitor goes. */
export async function countOwnPosts(db: Db, visitorId: number): Promise<OwnCounts> {
  const { ticketIds, replyIds } = await findOwnPosts(db, visitorId);
  return { tickets: ticketIds.length, replies: replyIds.length, votes: await countVotes(db, visitorId) };
}

/** The same for the author of a ticket. */
export async function countPostsOfAuthor(db: Db, ticketId: number): Promise<OwnCounts> {
  const { ticketIds, replyIds, visitorId } = await findPostsOfAuthor(db, ticketId);
  const votes = visitorId ? await countVotes(db, visitorId) : 0;
  return { tickets: ticketIds.length, replies: replyIds.length, votes };
}

async function countVotes(db: Db, visitorId: number): Promise<number> {
  const { count } = await db
    .selectFrom("votes")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("visitor_id", "=", visitorId)
    .where("origin_ticket_id", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}

import type { Db } from "#db/client.ts";
import type { ReplyRow } from "#db/schema.ts";

/** A reply by its number, if it belongs to the ticket. */
export async function findReply(db: Db, ticketId: number, number: number): Promise<ReplyRow | undefined> {
  return db
    .selectFrom("replies")
    .selectAll()
    .where("id", "=", number)
    .where("ticket_id", "=", ticketId)
    .executeTakeFirst();
}

import type { Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { isPublic } from "~/tickets/visibility.server.ts";
import type { OwnPosts } from "./own-posts.server.ts";

/** Whether nothing is left to read of an erased ticket: nobody else wrote in it, or only its author could read it. */
export async function isRemovedWithIt(trx: Trx, ticket: TicketRow, { ticketIds }: OwnPosts): Promise<boolean> {
  if (!isPublic(ticket) || ticket.merged_into_id !== null) return true;
  const reply = await trx
    .selectFrom("replies")
    .select("id")
    .where("ticket_id", "=", ticket.id)
    .where("kind", "<>", "note")
    .where("moderation", "=", "published")
    .where("removed_at", "is", null)
    .executeTakeFirst();
  if (reply) return false;
  const merged = await trx
    .selectFrom("tickets")
    .select("id")
    .where("merged_into_id", "=", ticket.id)
    .where("id", "not in", ticketIds)
    .where("removed_at", "is", null)
    .executeTakeFirst();
  return merged === undefined;
}

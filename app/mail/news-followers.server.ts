import type { Db, Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { findRights } from "~/tickets/visibility.server.ts";

/** Whether a follower is the ticket's author: as their browser is now, or as an agent said who opened it for them. */
export async function isOwnTicket(
  db: Db | Trx,
  { visitor_id, is_requester }: { visitor_id: number | null; is_requester: number },
  ticket: Pick<TicketRow, "id" | "link_generation" | "opened_by_agent_id">,
): Promise<boolean> {
  if (visitor_id === null) return is_requester === 1 && ticket.opened_by_agent_id !== null;
  const rights = await findRights(db, { visitor: { id: visitor_id, name: null }, agent: null }, ticket);
  return rights.isAuthor;
}

import type { Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { moveCount } from "./ticket-counts.server.ts";
import { isPublic } from "./visibility.server.ts";

/** The ticket as it is now, inside the transaction that is going to change it. */
export async function lockTicket(trx: Trx, id: number): Promise<TicketRow> {
  return trx.selectFrom("tickets").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

/**
 * The only way to change a ticket's row: keeps its version, the public counts, since when it is public, and when
 * strangers last saw it change (`seenBy` "team" leaves that time alone).
 */
export async function changeTicket(
  trx: Trx,
  ticket: TicketRow,
  change: Partial<TicketRow>,
  { now, seenBy }: { now: number; seenBy: "everyone" | "team" },
): Promise<TicketRow> {
  const changed: TicketRow = { ...ticket, ...change, version: ticket.version + 1 };
  if (isPublic(changed)) changed.published_at ??= now;
  if (seenBy === "everyone" || isPublic(changed) !== isPublic(ticket)) changed.public_changed_at = now;
  const { id, ...columns } = changed;
  await trx.updateTable("tickets").set(columns).where("id", "=", id).execute();
  await moveCount(trx, ticket, changed);
  return changed;
}

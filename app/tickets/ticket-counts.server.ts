import { sql } from "kysely";
import type { Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { isListed, isListedTicket } from "./visibility.server.ts";

type Counted = Pick<
  TicketRow,
  "kind" | "status" | "phase" | "category_id" | "visibility" | "moderation" | "removed_at" | "merged_into_id"
>;

/** Keeps the public counts when a ticket comes, changes or leaves. `undefined` stands for "was not there". */
export async function moveCount(trx: Trx, before: Counted | undefined, after: Counted): Promise<void> {
  if (before && countKey(before) === countKey(after)) return;
  if (before && isListedTicket(before)) await addToCounts(trx, before, -1);
  if (isListedTicket(after)) await addToCounts(trx, after, 1);
}

function countKey(ticket: Counted): string {
  return isListedTicket(ticket) ? `${ticket.kind} ${ticket.status} ${ticket.category_id}` : "not listed";
}

/** Adds to the count of listed tickets of the same kind, status and category. */
export async function addToCounts(trx: Trx, ticket: Counted, by: number): Promise<void> {
  await trx
    .insertInto("ticket_counts")
    .values({
      kind: ticket.kind,
      status: ticket.status,
      phase: ticket.phase,
      category_id: ticket.category_id ?? 0,
      count: by,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["kind", "status", "category_id"])
        .doUpdateSet((eb) => ({ count: eb("ticket_counts.count", "+", by) })),
    )
    .execute();
}

/** Counts all listed tickets anew. */
export async function recountTickets(trx: Trx): Promise<void> {
  await trx.deleteFrom("ticket_counts").execute();
  await trx
    .insertInto("ticket_counts")
    .columns(["kind", "status", "phase", "category_id", "count"])
    .expression((eb) =>
      eb
        .selectFrom("tickets")
        .select([
          "kind",
          "status",
          "phase",
          sql<number>`coalesce(category_id, 0)`.as("category"),
          eb.fn.countAll<number>().as("count"),
        ])
        .where(isListed)
        .groupBy(["kind", "status", "phase", "category"]),
    )
    .execute();
}

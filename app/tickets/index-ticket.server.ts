import type { Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { textOf } from "~/markdown/excerpt.ts";
import { removeEntry, type Which, writeEntry } from "~/search/index-tables.server.ts";
import { isListedTicket } from "./visibility.server.ts";

type Indexed = Pick<
  TicketRow,
  "id" | "title" | "html" | "language" | "visibility" | "moderation" | "removed_at" | "merged_into_id"
>;

export const indexedColumns = [
  "id",
  "title",
  "html",
  "language",
  "visibility",
  "moderation",
  "removed_at",
  "merged_into_id",
] as const;

/** Brings a ticket's entry in the search index up to date. Only what strangers may list is in there at all. */
export async function indexTicket(trx: Trx, ticket: Indexed, which: Which = {}): Promise<void> {
  if (!isListedTicket(ticket)) return removeEntry(trx, "ticket", ticket.id, which);
  const replies = await trx
    .selectFrom("replies")
    .select(["html", "language"])
    .where("ticket_id", "=", ticket.id)
    .where("kind", "<>", "note")
    .where("removed_at", "is", null)
    .where("moderation", "=", "published")
    .orderBy("created_at")
    .orderBy("id")
    .limit(500)
    .execute();
  const texts = [ticket, ...replies].map(({ html, language }) => ({ text: textOf(html), language }));
  const { id, title, language } = ticket;
  await writeEntry(trx, { kind: "ticket", id, title, language, texts }, which);
}

/** The same by the number. */
export async function indexTicketById(trx: Trx, id: number): Promise<void> {
  const ticket = await trx.selectFrom("tickets").select(indexedColumns).where("id", "=", id).executeTakeFirstOrThrow();
  await indexTicket(trx, ticket);
}

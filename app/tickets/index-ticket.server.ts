import type { Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { textOf } from "~/markdown/excerpt.ts";
import { type IndexedDocument, removeEntry, type Which, writeEntries } from "~/search/index-tables.server.ts";
import { isListedTicket } from "./visibility.server.ts";

type Indexed = Pick<
  TicketRow,
  "id" | "title" | "html" | "language" | "vote_count" | "visibility" | "moderation" | "removed_at" | "merged_into_id"
>;

export const indexedColumns = [
  "id",
  "title",
  "html",
  "language",
  "vote_count",
  "visibility",
  "moderation",
  "removed_at",
  "merged_into_id",
] as const;

/** More replies of one ticket would make each further one slower; the first are indexed. */
const MOST_REPLIES = 500;

/** Brings the entries of tickets in the search index up to date. Only what strangers may list is in there at all. */
export async function indexTickets(trx: Trx, tickets: Indexed[], which: Which = {}): Promise<void> {
  const listed = tickets.filter(isListedTicket);
  const answered = await findAnswered(trx, listed);
  const documents: IndexedDocument[] = [];
  for (const { id, title, html, language, vote_count: votes } of listed) {
    const replies = answered.has(id) ? await listPublicReplies(trx, id) : [];
    const texts = [{ html, language }, ...replies].map((text) => ({
      text: textOf(text.html),
      language: text.language,
    }));
    documents.push({ id, title, language, texts, votes });
  }
  if (documents.length > 0) await writeEntries(trx, "ticket", documents, which);
  for (const ticket of tickets) {
    if (!isListedTicket(ticket)) await removeEntry(trx, "ticket", ticket.id, which);
  }
}

export function indexTicket(trx: Trx, ticket: Indexed): Promise<void> {
  return indexTickets(trx, [ticket]);
}

/** The same by their numbers. */
export async function indexTicketsById(trx: Trx, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  await indexTickets(trx, await trx.selectFrom("tickets").select(indexedColumns).where("id", "in", ids).execute());
}

/** Which of them have replies at all: among many, most have none. */
async function findAnswered(trx: Trx, tickets: Indexed[]): Promise<Set<number>> {
  if (tickets.length < 2) return new Set(tickets.map(({ id }) => id));
  const rows = await trx
    .selectFrom("replies")
    .select("ticket_id")
    .distinct()
    .where(
      "ticket_id",
      "in",
      tickets.map(({ id }) => id),
    )
    .execute();
  return new Set(rows.map((row) => row.ticket_id));
}

async function listPublicReplies(trx: Trx, ticketId: number) {
  return trx
    .selectFrom("replies")
    .select(["html", "language"])
    .where("ticket_id", "=", ticketId)
    .where("kind", "<>", "note")
    .where("removed_at", "is", null)
    .where("moderation", "=", "published")
    .orderBy("created_at")
    .orderBy("id")
    .limit(MOST_REPLIES)
    .execute();
}

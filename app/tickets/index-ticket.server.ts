import type { Db, Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import type { IndexedDocument } from "~/search/entry.ts";
import { removeEntry, writeEntries } from "~/search/index-tables.server.ts";
import { isListedTicket } from "./visibility.server.ts";

type Indexed = Pick<
  TicketRow,
  "id" | "title" | "html" | "language" | "vote_count" | "visibility" | "moderation" | "removed_at" | "merged_into_id"
>;

const indexedColumns = [
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
export async function indexTickets(trx: Trx, tickets: Indexed[]): Promise<void> {
  const documents = await documentsOf(trx, tickets);
  if (documents.length > 0) await writeEntries(trx, "ticket", documents);
  for (const ticket of tickets) {
    if (!isListedTicket(ticket)) await removeEntry(trx, "ticket", ticket.id);
  }
}

/** What a rebuild takes of the next tickets: those that strangers may list, how many were read, and the last of them. */
export async function listTicketsToIndex(db: Db, after: number, limit: number) {
  const tickets = await db
    .selectFrom("tickets")
    .select(indexedColumns)
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  return { documents: await documentsOf(db, tickets), count: tickets.length, last: tickets.at(-1)?.id };
}

async function documentsOf(db: Db | Trx, tickets: Indexed[]): Promise<IndexedDocument[]> {
  const listed = tickets.filter(isListedTicket);
  const answered = await findAnswered(db, listed);
  const documents: IndexedDocument[] = [];
  for (const { id, title, html, language, vote_count: votes } of listed) {
    const replies = answered.has(id) ? await listPublicReplies(db, id) : [];
    documents.push({ id, title, language, texts: [{ html, language }, ...replies], votes });
  }
  return documents;
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
async function findAnswered(db: Db | Trx, tickets: Indexed[]): Promise<Set<number>> {
  if (tickets.length < 2) return new Set(tickets.map(({ id }) => id));
  const rows = await db
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

async function listPublicReplies(db: Db | Trx, ticketId: number) {
  return db
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

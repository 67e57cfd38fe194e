import type { Db } from "#db/client.ts";
import type { Site } from "~/site/site.ts";
import { type CardRow, cardColumns, cardView } from "./card-view.server.ts";
import { type Cursor, cursorText, type TicketFilter } from "./list-filter.ts";
import { phases } from "./ticket.ts";
import type { TicketCardView } from "./ticket-card.ts";
import { isListed } from "./visibility.server.ts";

export const PAGE_SIZE = 30;

export interface TicketPage {
  tickets: TicketCardView[];
  /** `after` of the next page, or null on the last. */
  next: string | null;
}

const orders = { new: "id", active: "last_activity_at", votes: "vote_count" } as const;

/** One page of the tickets that strangers may list. */
export async function listTickets(db: Db, filter: TicketFilter, site: Site): Promise<TicketPage> {
  const rows = await readPage(db, filter, PAGE_SIZE + 1);
  const shown = rows.slice(0, PAGE_SIZE);
  const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined;
  return {
    tickets: shown.map((row) => cardView(row, site)),
    next: last ? cursorText({ value: last[orders[filter.sort]], id: last.id }) : null,
  };
}

/**
 * Reads on from the cursor. Tickets with the cursor's own value come by a statement of their own: one comparison of
 * (value, id) would make SQLite seek by the value alone and walk over all that share it.
 */
async function readPage(db: Db, filter: TicketFilter, most: number): Promise<CardRow[]> {
  const { after, sort } = filter;
  const limit = Math.min(most, await countMatching(db, filter));
  if (limit === 0) return [];
  if (filter.phase === "open") return readOpen(db, filter, limit);
  if (!after) return readRows(db, filter, limit);
  if (sort === "new") return readRows(db, filter, limit, { below: after.id });
  const same = await readRows(db, filter, limit, { equal: after });
  if (same.length === limit) return same;
  return [...same, ...(await readRows(db, filter, limit - same.length, { below: after.value }))];
}

/**
 * Each open phase by itself, then the first of them all: where most tickets are done, one statement would walk over
 * thousands of those.
 */
async function readOpen(db: Db, filter: TicketFilter, limit: number): Promise<CardRow[]> {
  const order = orders[filter.sort];
  const ofPhases = await Promise.all(openPhases.map((phase) => readPage(db, { ...filter, phase }, limit)));
  return ofPhases
    .flat()
    .sort((one, other) => other[order] - one[order] || other.id - one.id)
    .slice(0, limit);
}

const openPhases = phases.filter((phase) => phase !== "done" && phase !== "closed");

/**
 * How many tickets a filter has in all: with that many in hand the database need not look for more. What one index
 * answers alone is not counted.
 */
async function countMatching(db: Db, { kind, phase, status, category }: TicketFilter): Promise<number> {
  if ([kind, phase, status, category].filter(Boolean).length < 2) return Number.POSITIVE_INFINITY;
  const rows = await listCounts(db);
  return rows
    .filter((row) => kind === undefined || row.kind === kind)
    .filter(
      (row) =>
        phase === undefined || (phase === "open" ? openPhases.some((open) => open === row.phase) : row.phase === phase),
    )
    .filter((row) => status === undefined || row.status === status)
    .filter((row) => category === undefined || row.category_id === category.id)
    .reduce((sum, { count }) => sum + count, 0);
}

async function readRows(
  db: Db,
  { kind, phase, status, category, sort }: TicketFilter,
  limit: number,
  from: { below?: number; equal?: Cursor } = {},
): Promise<CardRow[]> {
  const order = orders[sort];
  return db
    .selectFrom("tickets")
    .select(cardColumns)
    .where(isListed)
    .$if(kind !== undefined, (query) => query.where("kind", "=", kind as never))
    .$if(phase !== undefined, (query) => query.where("phase", "=", phase as never))
    .$if(status !== undefined, (query) => query.where("status", "=", String(status)))
    .$if(category !== undefined, (query) => query.where("category_id", "=", category?.id ?? 0))
    .$if(from.below !== undefined, (query) => query.where(order, "<", from.below ?? 0))
    .$if(from.equal !== undefined, (query) =>
      query.where(order, "=", from.equal?.value ?? 0).where("id", "<", from.equal?.id ?? 0),
    )
    .orderBy(order, "desc")
    .$if(order !== "id", (query) => query.orderBy("id", "desc"))
    .limit(limit)
    .execute();
}

/** How many listed tickets there are of each kind, phase, status and category; the same rows serve every filter. */
export async function listCounts(db: Db) {
  return db
    .selectFrom("ticket_counts")
    .select(["kind", "status", "phase", "category_id", "count"])
    .where("count", ">", 0)
    .execute();
}

export type Counts = Awaited<ReturnType<typeof listCounts>>;

/**
 * For the home page: the tickets whose first answer of the team came last. A forum that has none yet, such as one just
 * imported, shows those that somebody answered.
 */
export async function listAnswered(db: Db, site: Site, limit: number): Promise<TicketCardView[]> {
  const answered = db
    .selectFrom("tickets")
    .select(cardColumns)
    .where(isListed)
    .where("kind", "<>", "thanks")
    .where("answer_excerpt", "is not", null)
    .where("erased_at", "is", null)
    .limit(limit);
  const byTeam = await answered
    .where("first_answer_at", "is not", null)
    .orderBy("first_answer_at", "desc")
    .orderBy("id", "desc")
    .execute();
  const rows = byTeam.length > 0 ? byTeam : await answered.orderBy("last_activity_at", "desc").execute();
  return rows.map((row) => cardView(row, site));
}

/** All tickets that this browser may treat as its own, newest first; not what was removed or merged. */
export async function listOwnTickets(
  db: Db,
  visitorId: number,
  site: Site,
  { removedSince }: { removedSince?: number } = {},
): Promise<TicketCardView[]> {
  const own = await db
    .selectFrom("ticket_authors")
    .innerJoin("tickets", "tickets.id", "ticket_authors.ticket_id")
    .select(cardColumns)
    .where("ticket_authors.visitor_id", "=", visitorId)
    .where((eb) =>
      eb.or([
        eb("ticket_authors.link_generation", "is", null),
        eb("ticket_authors.link_generation", "=", eb.ref("tickets.link_generation")),
      ]),
    )
    .where("tickets.merged_into_id", "is", null)
    .$if(removedSince === undefined, (query) => query.where("tickets.removed_at", "is", null))
    .$if(removedSince !== undefined, (query) =>
      query.where("tickets.removed_at", ">", removedSince ?? 0).where("tickets.removed_as", "<>", "spam"),
    )
    .where((eb) => eb.or([eb("ticket_authors.merged_ticket_id", "is", null), isListed(eb as never)]))
    .orderBy("tickets.id", "desc")
    .limit(200)
    .execute();
  return own.map((row) => cardView(row, site));
}

import { setImmediate as nextTurn } from "node:timers/promises";
import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import { isIndexed } from "~/tickets/visibility.server.ts";
import { ticketPath, ticketsSitemapPath } from "~/urls.ts";
import { PART_SIZE, type SitemapPart, type SitemapUrl } from "./sitemap.ts";

/** Few enough that others get their turn every few milliseconds while a part is written. */
const IN_A_BATCH = 250;
const MOST_RECENT = 10_000;
const RECENT_MS = 3 * 24 * 60 * 60 * 1000;

const toUrl = (row: { id: number; slug: string; public_changed_at: number }): SitemapUrl => ({
  path: ticketPath(row),
  changedAt: row.public_changed_at,
});

/**
 * The tickets of one part, by their numbers: the same bytes until one of them changes. Read in batches, since an open
 * cursor would hold the connection.
 */
export async function* readTicketPart(db: Db, part: number): AsyncGenerator<SitemapUrl> {
  const end = (part + 1) * PART_SIZE;
  let next = part * PART_SIZE;
  for (;;) {
    const rows = await db
      .selectFrom("tickets")
      .select(["id", "slug", "public_changed_at"])
      .where(isIndexed)
      .where("id", ">=", next)
      .where("id", "<", end)
      .orderBy("id")
      .limit(IN_A_BATCH)
      .execute();
    yield* rows.map(toUrl);
    if (rows.length < IN_A_BATCH) return;
    await nextTurn();
    next = Number(rows.at(-1)?.id) + 1;
  }
}

export interface PartState {
  /** When it changed last, also by what went from it or was imported. */
  changedAt: number;
  /** Another one as soon as anything in it is another. */
  version: string;
}

/** Tells one state of a part from another without writing it. Undefined where nothing is in it. */
export async function stateOfPart(db: Db, part: number): Promise<PartState | undefined> {
  const changedAt = await changeOfPart(db, part);
  if (changedAt === undefined) return undefined;
  const { count, sum, last } = await db
    .selectFrom("tickets")
    .select((eb) => [
      eb.fn.countAll<number>().as("count"),
      eb.fn.sum<number>("public_changed_at").as("sum"),
      eb.fn.max("id").as("last"),
    ])
    .where(isIndexed)
    .where("id", ">=", part * PART_SIZE)
    .where("id", "<", (part + 1) * PART_SIZE)
    .executeTakeFirstOrThrow();
  return { changedAt, version: [count, sum, last].join("-") };
}

/** When a part changed last. Undefined where nothing is in it. */
async function changeOfPart(db: Db, part: number): Promise<number | undefined> {
  const row = await db
    .selectFrom("tickets")
    .select("id")
    .where(isIndexed)
    .where("id", ">=", part * PART_SIZE)
    .where("id", "<", (part + 1) * PART_SIZE)
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const ofPart = sql<number>`(id / ${sql.lit(PART_SIZE)})`;
  const { at } = await db
    .selectFrom("tickets")
    .select((eb) => eb.fn.max("public_changed_at").as("at"))
    .where(ofPart, "=", part)
    .where("published_at", "is not", null)
    .executeTakeFirstOrThrow();
  const imported = await db
    .selectFrom("tickets")
    .select((eb) => eb.fn.max("imported_at").as("at"))
    .where(ofPart, "=", part)
    .where("imported_at", "is not", null)
    .executeTakeFirstOrThrow();
  return Math.max(at ?? 0, imported.at ?? 0);
}

/** The parts that have something in them. */
export async function listTicketParts(db: Db): Promise<SitemapPart[]> {
  const { last } = await db
    .selectFrom("tickets")
    .select((eb) => eb.fn.max("id").as("last"))
    .executeTakeFirstOrThrow();
  const parts: SitemapPart[] = [];
  for (let part = 0; part * PART_SIZE <= (last ?? 0); part++) {
    const changedAt = await changeOfPart(db, part);
    if (changedAt !== undefined) parts.push({ path: ticketsSitemapPath(part), changedAt });
  }
  return parts;
}

/** What changed in the last three days, newest first. */
export async function* readRecentTickets(db: Db, now: number): AsyncGenerator<SitemapUrl> {
  let before = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };
  for (let count = 0; count < MOST_RECENT; ) {
    const rows = await db
      .selectFrom("tickets")
      .select(["id", "slug", "public_changed_at"])
      .where(isIndexed)
      .where("published_at", "is not", null)
      .where("public_changed_at", ">=", now - RECENT_MS)
      .where((eb) => eb(eb.refTuple("public_changed_at", "id"), "<", eb.tuple(before.at, before.id)))
      .orderBy("public_changed_at", "desc")
      .orderBy("id", "desc")
      .limit(IN_A_BATCH)
      .execute();
    yield* rows.map(toUrl);
    count += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < IN_A_BATCH) return;
    await nextTurn();
    before = { at: last.public_changed_at, id: last.id };
  }
}

/** When strangers saw any ticket change last, one that went included; 0 where there never was one. */
export async function lastTicketChange(db: Db): Promise<number> {
  const { at } = await db
    .selectFrom("tickets")
    .select((eb) => eb.fn.max("public_changed_at").as("at"))
    .where("published_at", "is not", null)
    .executeTakeFirstOrThrow();
  return at ?? 0;
}

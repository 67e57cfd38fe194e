import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import { isIndexed } from "~/tickets/visibility.server.ts";
import { ticketPath, ticketsSitemapPath } from "~/urls.ts";
import { PART_SIZE, type SitemapPart, type SitemapUrl } from "./sitemap.ts";

const IN_A_BATCH = 1_000;
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
    next = Number(rows.at(-1)?.id) + 1;
  }
}

/** When a part changed last, by what went from it too. Undefined where nothing is in it. */
export async function changeOfPart(db: Db, part: number): Promise<number | undefined> {
  const row = await db
    .selectFrom("tickets")
    .select("id")
    .where(isIndexed)
    .where("id", ">=", part * PART_SIZE)
    .where("id", "<", (part + 1) * PART_SIZE)
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const { at } = await db
    .selectFrom("tickets")
    .select((eb) => eb.fn.max("public_changed_at").as("at"))
    .where(sql<number>`(id / ${sql.lit(PART_SIZE)})`, "=", part)
    .where("published_at", "is not", null)
    .executeTakeFirstOrThrow();
  return at ?? undefined;
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

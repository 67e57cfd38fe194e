import { type RawBuilder, sql } from "kysely";
import type { Db } from "#db/client.ts";

/** What bm25 asks of a table of the index. */
interface Facts {
  /** Entries, and how many stems one of them has. */
  documents: number;
  length: number;
  /** In how many entries the commonest stems are, where the planner knows it. */
  common: Map<string, number>;
}

/** A table of so many pages of 8 KB is read whole in some milliseconds, and each word counted. */
const SMALL_PAGES = 128;
/** Of a larger one as many are read for the length of its entries. */
const READ_PAGES = 300;
const REMEMBERED_FOR_MS = 60_000;
const remembered = new WeakMap<Db, Map<string, Facts & { at: number }>>();

/**
 * Of a large table as they were within the last minute, and its words as the planner found them when it last looked
 * through it (ANALYZE, which PostgreSQL runs by itself): a new ticket does not move them.
 */
export async function findFacts(db: Db, table: string, now: number): Promise<Facts> {
  const all = remembered.get(db) ?? new Map<string, Facts & { at: number }>();
  remembered.set(db, all);
  const known = all.get(table);
  if (known && now - known.at < REMEMBERED_FOR_MS) return known;
  const { rows } = await sql<Planned>`
    select reltuples as documents, relpages as pages, pg_relation_size(pg_class.oid) / 8192 as pages_now,
      most_common_elems::text::text[] as stems, most_common_elem_freqs as shares
    from pg_class left join pg_stats on schemaname = current_schema() and tablename = relname and attname = 'stems'
    where pg_class.oid = ${table}::regclass`.execute(db);
  const planned = rows[0];
  const isPlanned = planned !== undefined && planned.pages > SMALL_PAGES && planned.stems !== null;
  const facts = isPlanned ? await readSome(db, table, planned) : await readAll(db, table);
  if ((planned?.pages_now ?? 0) > SMALL_PAGES) all.set(table, { ...facts, at: now });
  return facts;
}

interface Planned {
  documents: number;
  pages: number;
  pages_now: number;
  stems: string[] | null;
  shares: number[] | null;
}

async function readSome(db: Db, table: string, { documents, pages, stems, shares }: Planned): Promise<Facts> {
  const percent = sql.lit(Math.min(100, (100 * READ_PAGES) / pages));
  const { rows } = await sql<{ length: number }>`
    select coalesce(avg(length), 1)::float8 as length from ${sql.table(table)} tablesample system (${percent})
  `.execute(db);
  const common = new Map((stems ?? []).map((stem, at) => [stem, Math.round((shares?.[at] ?? 0) * documents)]));
  return { documents, length: Math.max(rows[0]?.length ?? 1, 1), common };
}

async function readAll(db: Db, table: string): Promise<Facts> {
  const { rows } = await sql<{ documents: number; length: number }>`
    select count(*) as documents, coalesce(avg(length), 1)::float8 as length from ${sql.table(table)}`.execute(db);
  const { documents = 0, length = 1 } = rows[0] ?? {};
  return { documents, length: Math.max(length, 1), common: new Map() };
}

/** What having a word is worth, as FTS5 counts it: little where half of all have it. */
export function inverseFrequency(documents: number, having: RawBuilder<number>): RawBuilder<number> {
  return sql<number>`(select greatest(ln(greatest(${sql.lit(documents)} - found + 0.5, 0.5) / (found + 0.5)), 1e-6)::float8
    from (select ${having} as found) as counted)`;
}

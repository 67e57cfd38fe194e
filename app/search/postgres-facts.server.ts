import { sql } from "kysely";
import type { Db } from "#db/client.ts";

/** What is known of a table of the index without reading it. */
export interface Facts {
  /** Entries, and how many stems one of them has. */
  documents: number;
  length: number;
  /** In how many entries the commonest stems are, where the planner knows it. */
  common: Map<string, number>;
  /** In how many entries what was counted before is, by the question. */
  counted: Map<string, number>;
  /** The highest number of an entry, once it was asked for. */
  last?: number;
  /** Of 8 KB. */
  pages: number;
  /** Larger than what is read whole, and therefore remembered. */
  isLarge: boolean;
  /** When they were read. */
  at: number;
}

/** A table of so many pages of 8 KB is read whole in some milliseconds, and each word counted. */
const SMALL_PAGES = 128;
/** Of a larger one as many are read for the length of its entries. */
const READ_PAGES = 300;
const REMEMBERED_FOR_MS = 60_000;
/** Older ones know too little of what was written since. */
const USED_FOR_MS = 10 * 60_000;
const remembered = new WeakMap<Db, Map<string, Facts>>();

/**
 * Of a large table as they were about a minute ago, and its words as the planner found them when it last looked through
 * it (ANALYZE, which PostgreSQL runs by itself): a new ticket does not move them. Who comes after the minute has them
 * read anew, and does not wait for it.
 */
export async function findFacts(db: Db, table: string, now: number): Promise<Facts> {
  const all = remembered.get(db) ?? new Map<string, Facts>();
  remembered.set(db, all);
  const known = all.get(table);
  if (known && now - known.at < REMEMBERED_FOR_MS) return known;
  const reading = readFacts(db, table, now);
  if (!known || now - known.at > USED_FOR_MS) {
    const facts = await reading;
    if (facts.isLarge) all.set(table, facts);
    return facts;
  }
  known.at = now;
  reading.then((facts) => (facts.isLarge ? all.set(table, facts) : all.delete(table))).catch(() => undefined);
  return known;
}

async function readFacts(db: Db, table: string, now: number): Promise<Facts> {
  const { pages, ...small } = await readSmall(db, table);
  const isLarge = pages > SMALL_PAGES;
  const read = isLarge ? ((await readPlanned(db, table)) ?? (await readAll(db, table))) : small;
  return { ...read, pages, counted: new Map(), isLarge, at: now };
}

/** The highest number of an entry, remembered as long as the facts are. */
export async function findLast(db: Db, table: string, facts: Facts): Promise<number> {
  if (facts.last === undefined) {
    const { rows } = await sql<{ id: number }>`select max(id) as id from ${sql.table(table)}`.execute(db);
    facts.last = rows[0]?.id ?? 0;
  }
  return facts.last;
}

type Read = Pick<Facts, "documents" | "length" | "common">;

interface Counted {
  documents: number;
  length: number;
}

/** Of a large table its pages alone. */
async function readSmall(db: Db, table: string): Promise<Read & { pages: number }> {
  const { rows } = await sql<Counted & { pages: number }>`
    select pages, documents, length
    from (select pg_relation_size(${table}::regclass) / 8192 as pages) as sized,
      lateral (select count(*) as documents, coalesce(avg(length), 1)::float8 as length
        from ${sql.table(table)} where pages <= ${sql.lit(SMALL_PAGES)}) as counted`.execute(db);
  const { pages = 0, ...counted } = rows[0] ?? { documents: 0, length: 1 };
  return { pages, ...factsOf(counted) };
}

/** Undefined while the planner knows nothing of the table, or what it knew is of when it was small. */
async function readPlanned(db: Db, table: string): Promise<Read | undefined> {
  const { rows } = await sql<Planned>`
    select reltuples as documents, relpages as pages,
      most_common_elems::text::text[] as stems, most_common_elem_freqs as shares
    from pg_class left join pg_stats on schemaname = current_schema() and tablename = relname and attname = 'stems'
    where pg_class.oid = ${table}::regclass`.execute(db);
  const { documents, pages, stems, shares } = rows[0] as Planned;
  if (pages <= SMALL_PAGES || stems === null) return undefined;
  const percent = sql.lit(Math.min(100, (100 * READ_PAGES) / pages));
  const sampled = await sql<{ length: number }>`
    select coalesce(avg(length), 1)::float8 as length from ${sql.table(table)} tablesample system (${percent})
  `.execute(db);
  const common = new Map(stems.map((stem, at) => [stem, Math.round((shares?.[at] ?? 0) * documents)]));
  return factsOf({ documents, length: sampled.rows[0]?.length ?? 1 }, common);
}

interface Planned {
  documents: number;
  pages: number;
  stems: string[] | null;
  shares: number[] | null;
}

async function readAll(db: Db, table: string): Promise<Read> {
  const { rows } = await sql<Counted>`
    select count(*) as documents, coalesce(avg(length), 1)::float8 as length from ${sql.table(table)}`.execute(db);
  return factsOf(rows[0] ?? { documents: 0, length: 1 });
}

const factsOf = ({ documents, length }: Counted, common = new Map<string, number>()): Read => ({
  documents,
  length: Math.max(length, 1),
  common,
});

import { sql } from "kysely";
import type { Db } from "#db/client.ts";

/** Entries, and how many stems one of them has. */
interface Sizes {
  documents: number;
  length: number;
}

/** A table of that size is read whole in some milliseconds. */
const SMALL_BYTES = 8 * 1024 * 1024;
const REMEMBERED_FOR_MS = 60_000;
const remembered = new WeakMap<Db, Map<string, Sizes & { at: number }>>();

/** Of a large table as they were within the last minute: a new ticket does not move them. */
export async function findSizes(db: Db, table: string, now: number): Promise<Sizes> {
  const all = remembered.get(db) ?? new Map<string, Sizes & { at: number }>();
  remembered.set(db, all);
  const known = all.get(table);
  if (known && now - known.at < REMEMBERED_FOR_MS) return known;
  const { rows } = await sql<Sizes & { bytes: number }>`
    select count(*) as documents, coalesce(avg(length), 1)::float8 as length, pg_relation_size(${table}::regclass) as bytes
    from ${sql.table(table)}`.execute(db);
  const { documents = 0, length = 1, bytes = 0 } = rows[0] ?? {};
  if (bytes > SMALL_BYTES) all.set(table, { documents, length, at: now });
  return { documents, length: Math.max(length, 1) };
}

/** What having a word is worth, as FTS5 counts it: little where half of all have it. */
export function inverseFrequency(documents: number, having: number): number {
  const worth = Math.log((documents - having + 0.5) / (having + 0.5));
  return worth > 0 ? worth : 1e-6;
}

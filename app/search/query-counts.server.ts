import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import type { Term } from "./analysis.ts";
import { type DocumentKind, fullTable } from "./index-tables.server.ts";
import { COMMON } from "./query-rank.ts";

/** FTS5's query for one word. Stems hold letters, digits and . _ + # - only, so quoting them is enough. */
export function matchTerm({ stems, word }: Term, isBeginning = false): string {
  const options = stems.map((stem) => `"${stem}"`);
  if (isBeginning && word.length >= SHORTEST_BEGINNING) options.push(`"${word}" *`);
  return `(${options.join(" OR ")})`;
}

const SHORTEST_BEGINNING = 3;

/** Counted anew each time: it takes no time, and a new ticket may have made the word known. */
const RARE = 100;
const REMEMBERED_FOR_MS = 60_000;
const REMEMBERED = 5_000;
const remembered = new WeakMap<Db, Map<string, { count: number; at: number }>>();

/** In how many documents of a kind a word is, up to COMMON; remembered for a minute. */
export async function countDocuments(db: Db, kind: DocumentKind, term: Term, now: number): Promise<number> {
  const counts = remembered.get(db) ?? new Map<string, { count: number; at: number }>();
  remembered.set(db, counts);
  const match = matchTerm(term);
  const key = `${kind} ${match}`;
  const known = counts.get(key);
  if (known && known.count > RARE && now - known.at < REMEMBERED_FOR_MS) return known.count;
  const table = sql.table(fullTable(kind));
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 from ${table} where ${table} match ${match} limit ${sql.lit(COMMON)})
  `.execute(db);
  const count = rows[0]?.count ?? 0;
  if (counts.size >= REMEMBERED) counts.clear();
  counts.set(key, { count, at: now });
  return count;
}

import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import type { Term } from "./analysis.ts";
import { type DocumentKind, fullTable, titleTable } from "./index-tables.server.ts";

/*
 * Finding without ranking a million: bm25 of a word looks at every document that has it, so only rare words get it
 * (182 ms for common ones at a million tickets, below 10 for this, see README). Of common words the newest documents
 * come, with the word in the title and anywhere, to be ranked in code.
 */

/** A word in more documents is common. */
const COMMON = 10_000;
const NEWEST = 200;
const BEST = 300;
/** What a word in the title is worth beside one in the body. */
const TITLE_WEIGHT = 8;
/** Documents that an OR of rare words may rank. */
const MOST_RANKED = 15_000;

export interface Candidates {
  /** Ids with how well they fit by bm25, 0 to 1; 0 where it was not asked. */
  fits: Map<number, number>;
  /** Whether each has all words. */
  hasAll: boolean;
  /** There may be more than these. */
  isCut: boolean;
}

interface Asked {
  terms: Term[];
  /** The last word may be the beginning of one. */
  isTyping: boolean;
  /** All words, or some of them. */
  need: "all" | "some";
  now: number;
}

/** Documents of a kind that may answer a query. Who may see them is not asked here. */
export async function findCandidates(db: Db, kind: DocumentKind, asked: Asked): Promise<Candidates> {
  const { terms, isTyping, need } = asked;
  const counts = await Promise.all(terms.map((term) => countDocuments(db, kind, term, asked.now)));
  const fits = new Map<number, number>();
  // Stop words are in titles only.
  const telling = terms.filter(({ isStop }) => !isStop);
  let isCut = false;
  if (telling.length > 0 && need === "all" && counts.every((count) => count < COMMON)) {
    isCut = await addBest(db, kind, matching(terms, "AND"), fits);
  } else if (telling.length > 0 && need === "some" && rarest(terms, counts).length > 0) {
    isCut = await addBest(db, kind, matching(rarest(terms, counts), "OR"), fits);
  } else if (telling.length > 0) {
    isCut = await addNewest(db, fullTable(kind), matching(terms, need === "all" ? "AND" : "OR"), fits);
  }
  const inTitle = matching(terms, need === "all" ? "AND" : "OR", isTyping);
  const wasTitleAsked = fits.size > 0 && !isTyping && counts.every((count) => count < COMMON);
  if (!wasTitleAsked) isCut = (await addNewest(db, titleTable(kind), inTitle, fits)) || isCut;
  return { fits, hasAll: need === "all", isCut };
}

/** FTS5's query. Stems hold letters, digits and . _ + # - only, so quoting them is enough. */
function matching(terms: Term[], operator: "AND" | "OR", isLastABeginning = false): string {
  return terms
    .map(({ stems, word }, index) => {
      const options = stems.map((stem) => `"${stem}"`);
      if (isLastABeginning && index === terms.length - 1 && word.length >= 3) options.push(`"${word}" *`);
      return `(${options.join(" OR ")})`;
    })
    .join(` ${operator} `);
}

async function addBest(db: Db, kind: DocumentKind, match: string, fits: Map<number, number>): Promise<boolean> {
  const table = sql.table(fullTable(kind));
  const { rows } = await sql<{ id: number; score: number }>`
    select rowid as id, bm25(${table}, ${sql.lit(TITLE_WEIGHT)}, 1) as score
    from ${table} where ${table} match ${match} order by score limit ${sql.lit(BEST)}`.execute(db);
  const best = Math.min(...rows.map(({ score }) => score), -1e-9);
  for (const { id, score } of rows) fits.set(id, score / best);
  return rows.length === BEST;
}

async function addNewest(db: Db, name: string, match: string, fits: Map<number, number>): Promise<boolean> {
  const table = sql.table(name);
  const { rows } = await sql<{ id: number }>`
    select rowid as id from ${table} where ${table} match ${match}
    order by rowid desc limit ${sql.lit(NEWEST)}`.execute(db);
  for (const { id } of rows) if (!fits.has(id)) fits.set(id, 0);
  return rows.length === NEWEST;
}

/** The rarest words, as long as they are in few documents together. */
function rarest(terms: Term[], counts: number[]): Term[] {
  const byCount = terms
    .map((term, index) => ({ term, count: counts[index] ?? 0 }))
    .filter(({ count, term }) => count > 0 && !term.isStop)
    .sort((one, other) => one.count - other.count);
  let total = 0;
  return byCount
    .filter(({ count }) => {
      total += count;
      return total <= MOST_RANKED;
    })
    .map(({ term }) => term);
}

const REMEMBERED_FOR_MS = 60_000;
const REMEMBERED = 5_000;
const remembered = new WeakMap<Db, Map<string, { count: number; at: number }>>();

/** In how many documents a word is, up to COMMON; remembered for a minute. */
async function countDocuments(db: Db, kind: DocumentKind, term: Term, now: number): Promise<number> {
  const counts = remembered.get(db) ?? new Map<string, { count: number; at: number }>();
  remembered.set(db, counts);
  const match = matching([term], "AND");
  const key = `${kind} ${match}`;
  const known = counts.get(key);
  if (known && now - known.at < REMEMBERED_FOR_MS) return known.count;
  const table = sql.table(fullTable(kind));
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 from ${table} where ${table} match ${match} limit ${sql.lit(COMMON)})
  `.execute(db);
  const count = rows[0]?.count ?? 0;
  if (counts.size >= REMEMBERED) counts.clear();
  counts.set(key, { count, at: now });
  return count;
}

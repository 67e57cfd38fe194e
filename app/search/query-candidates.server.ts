import { type RawBuilder, sql } from "kysely";
import type { Db } from "#db/client.ts";
import type { Term } from "./analysis.ts";
import type { Match } from "./engine.ts";
import { engineOf } from "./engine-of.server.ts";
import { type DocumentKind, fullTable, titleTable, VOTED_TABLE } from "./index-names.ts";
import type { SearchFilter } from "./query-filter.ts";
import { COMMON } from "./query-rank.ts";

/*
 * Finding without ranking a million: bm25 of a word looks at every document that has it, so only rare words get it
 * (182 ms for common ones at a million tickets, below 10 for this, see README). Of common words come the newest
 * documents with the word in the title, the newest with it anywhere, and the tickets with most votes, to be ranked in
 * code.
 */

/** How many are looked at: those that fit best, or the newest. A page of results reads twenty of them. */
const BEST = { ticket: 100, article: 30 };
/** Of those that lack a word, which come after all others. */
const BEST_LACKING = 30;
const NEWEST = { ticket: 60, article: 30 };
const MOST_VOTED = 40;
/** Of common words with a filter as many of the newest are looked at. */
const FILTERED_AMONG = 3_000;
/** What a word in the title is worth beside one in the body. */
const TITLE_WEIGHT = 8;
/** Documents that an OR of rare words may rank. */
const MOST_RANKED = 2_000;

/** How many of the words a document must have. */
export type Need = "all" | "all but one" | "some";

export interface Candidates {
  /** Ids with how well they fit by bm25, 0 to 1; 0 where it was not asked. */
  fits: Map<number, number>;
  /** There may be more than these. */
  isCut: boolean;
}

interface Asked {
  terms: Term[];
  /** In how many documents of the kind each of them is, see countInIndex. */
  counts: number[];
  /** The last word may be the beginning of one. */
  isTyping: boolean;
  need: Need;
  filter?: SearchFilter;
  now: number;
}

/** Documents of a kind that may answer a query. Who may see them is not asked here. */
export async function findCandidates(db: Db, kind: DocumentKind, asked: Asked): Promise<Candidates> {
  const { terms, counts, isTyping, need, filter, now } = asked;
  const areRare = counts.every((count) => count < COMMON);
  const found: Candidates = { fits: new Map(), isCut: false };
  const from = { db, kind, filter: kind === "ticket" ? filter : undefined, found, now };
  const match = matching(terms, need);
  const rare = need === "some" ? rarest(terms, counts) : [];

  const inTexts = async () => {
    // Stop words are in titles only.
    if (!terms.some(({ isStop }) => !isStop)) return;
    if (areRare && need !== "some") await addBest(from, match, need === "all" ? BEST[kind] : BEST_LACKING);
    else if (rare.length > 0) await addBest(from, matching(rare, "some"), BEST_LACKING);
    else {
      await Promise.all([
        addLast(from, fullTable(kind), match, NEWEST[kind]),
        kind === "ticket" ? addLast(from, VOTED_TABLE, match, MOST_VOTED) : undefined,
      ]);
    }
  };
  const inTitles = () => addLast(from, titleTable(kind), matching(terms, need, isTyping), NEWEST[kind]);

  // What is rare was looked for in titles and texts at once.
  const areTitlesApart = isTyping || !areRare;
  await Promise.all([inTexts(), areTitlesApart ? inTitles() : undefined]);
  if (!areTitlesApart && found.fits.size === 0) await inTitles();
  // A beginning that no title has is rare in texts too, so the words that begin with it are few.
  if (isTyping && found.fits.size === 0)
    await addLast(from, fullTable(kind), matching(terms, need, true), NEWEST[kind]);
  return found;
}

/** Shorter beginnings have too many ends. */
const SHORTEST_BEGINNING = 3;

function matching(terms: Term[], need: Need, isLastABeginning = false): Match {
  const last = terms.at(-1);
  const beginning = isLastABeginning && last && last.word.length >= SHORTEST_BEGINNING ? last : undefined;
  if (need === "all") return { lists: [terms], beginning };
  if (need === "some") return { lists: terms.map((term) => [term]), beginning };
  return { lists: terms.map((_, left) => terms.filter((_, place) => place !== left)), beginning };
}

interface From {
  db: Db;
  kind: DocumentKind;
  filter?: SearchFilter;
  found: Candidates;
  now: number;
}

async function addBest({ db, kind, filter, found, now }: From, match: Match, most: number): Promise<void> {
  const asked = { match, titleWeight: TITLE_WEIGHT, most, isIn: filter && isIn(filter), now };
  const rows = await engineOf(db).listBest(db, fullTable(kind), asked);
  const best = Math.min(...rows.map(({ score }) => score), -1e-9);
  for (const { id, score } of rows) found.fits.set(id, score / best);
  found.isCut ||= rows.length === most;
}

/** The newest documents of a table, or of that of the voted tickets those with most votes. */
async function addLast({ db, filter, found, now }: From, table: string, match: Match, most: number): Promise<void> {
  const among = filter && { isIn: isIn(filter), among: FILTERED_AMONG };
  const ids = await engineOf(db).listLast(db, table, { match, most, filter: among, now });
  for (const id of ids) if (!found.fits.has(id)) found.fits.set(id, 0);
  found.isCut ||= ids.length === most;
}

/** Whether a ticket is of the kind, phase, status and category that are asked for. */
const isIn = (filter: SearchFilter) => (id: RawBuilder<unknown>) => ticketIsIn(filter, id);

function ticketIsIn({ kind, phase, status, category }: SearchFilter, id: RawBuilder<unknown>): RawBuilder<unknown> {
  const rules = [sql`tickets.id = ${id}`];
  if (kind) rules.push(sql`tickets.kind = ${kind}`);
  if (phase === "open") rules.push(sql`tickets.phase not in ('done', 'closed')`);
  else if (phase) rules.push(sql`tickets.phase = ${phase}`);
  if (status) rules.push(sql`tickets.status = ${status}`);
  if (category) rules.push(sql`tickets.category_id = ${category.id}`);
  return sql`exists (select 1 from tickets where ${sql.join(rules, sql` and `)})`;
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

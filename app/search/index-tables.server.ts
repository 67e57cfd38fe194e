import { type RawBuilder, sql } from "kysely";
import type { Db, Trx } from "#db/client.ts";
import { stemsOf } from "./analysis.ts";

/*
 * The index as the engine holds it: SQLite's FTS5, see db/migrations/0002-search.ts. What else may be an engine later
 * gets the functions of this file and of find-candidates.server.ts.
 */

export type DocumentKind = "ticket" | "article";

/** What the index takes of a document. Each text has its own language, which chooses the stemmer. */
export interface IndexedDocument {
  id: number;
  title: string;
  language: string;
  texts: { text: string; language: string }[];
  /** Of a ticket. */
  votes?: number;
}

/** More of a long thread would make each reply to it slower; what comes first is indexed. */
const MOST_CHARACTERS = 100_000;

/** Appended to the names of the tables that a rebuild fills. */
const NEXT = "_next";

export const fullTable = (kind: DocumentKind) => `search_${kind}s`;
export const titleTable = (kind: DocumentKind) => `search_${kind}_titles`;
/** Tickets that several people voted for. Their entries stand in the order of votes, see `ticketOfVotedEntry`. */
export const VOTED_TABLE = "search_ticket_voted";

const tablesOf = (kind: DocumentKind) => [
  fullTable(kind),
  titleTable(kind),
  ...(kind === "ticket" ? [VOTED_TABLE] : []),
];

/** A rebuild writes to the second tables only; everything else to those in use, and to the second ones if there are. */
export interface Which {
  only?: "next";
}

/**
 * Writes or replaces the entries of documents, in one statement for all. Call it in the transaction that changes them.
 */
export async function writeEntries(
  trx: Trx,
  kind: DocumentKind,
  documents: IndexedDocument[],
  which: Which = {},
): Promise<void> {
  const entries = sql`json_each(${JSON.stringify(documents.map(entryOf))})`;
  for (const suffix of await suffixes(trx, kind, which)) {
    const [full, titles] = [sql.table(fullTable(kind) + suffix), sql.table(titleTable(kind) + suffix)];
    await sql`insert or replace into ${full} (rowid, title, body)
      select value ->> 0, value ->> 1, value ->> 2 from ${entries}`.execute(trx);
    await sql`insert or replace into ${titles} (rowid, title)
      select value ->> 0, value ->> 1 from ${entries}`.execute(trx);
    if (kind !== "ticket") continue;
    const voted = sql.table(VOTED_TABLE + suffix);
    // In a rebuild there is none: whoever changes the votes meanwhile writes the same entry.
    if (!which.only) await removeVoted(trx, suffix, sql`(select value ->> 0 as id from ${entries})`);
    await sql`insert or replace into ${voted} (rowid, title, body)
      select ((value ->> 3) << ${sql.lit(ID_BITS)}) + (value ->> 0), value ->> 1, value ->> 2
      from ${entries} where value ->> 3 > 0`.execute(trx);
  }
}

/** The same for one document. */
export function writeEntry(trx: Trx, { kind, ...document }: IndexedDocument & { kind: DocumentKind }, which?: Which) {
  return writeEntries(trx, kind, [document], which);
}

function entryOf({ id, title, language, texts, votes = 0 }: IndexedDocument) {
  const stems = stemsIn([{ text: title, language }], { withStopWords: true });
  return [id, stems, stemsIn(texts, { withStopWords: false }), voteLevel(votes)];
}

const HIGHEST_LEVEL = 16;
const ID_BITS = 40;
const levels = JSON.stringify(Array.from({ length: HIGHEST_LEVEL }, (_, below) => below + 1));

/** 2, 4, 8, 16 … votes: an entry is written again only where a ticket gets to another one. 0 is not in the table. */
export function voteLevel(votes: number): number {
  return Math.min(HIGHEST_LEVEL, Math.floor(Math.log2(Math.max(1, votes))));
}

/** The ticket of a row among the voted ones: the row's number is led by the level, so most votes come last. */
export const ticketOfVotedEntry = sql<number>`(rowid & ${sql.lit(2 ** ID_BITS - 1)})`;

async function removeVoted(trx: Trx, suffix: string, ids: RawBuilder<unknown>): Promise<void> {
  await sql`delete from ${sql.table(VOTED_TABLE + suffix)} where rowid in (
    select (levels.value << ${sql.lit(ID_BITS)}) + ids.id from ${ids} as ids, json_each(${levels}) as levels
  )`.execute(trx);
}

export async function removeEntry(trx: Trx, kind: DocumentKind, id: number, which: Which = {}): Promise<void> {
  for (const suffix of await suffixes(trx, kind, which)) {
    for (const table of [fullTable(kind), titleTable(kind)]) {
      await sql`delete from ${sql.table(table + suffix)} where rowid = ${id}`.execute(trx);
    }
    if (kind === "ticket") await removeVoted(trx, suffix, sql`(select ${id} as id)`);
  }
}

/** Makes empty second tables. From here on every write of an entry goes to both, also that of another process. */
export async function startSecondIndex(trx: Trx, kind: DocumentKind): Promise<void> {
  for (const table of tablesOf(kind)) {
    await sql`drop table if exists ${sql.table(table + NEXT)}`.execute(trx);
    const { rows } = await sql<{ sql: string }>`select sql from sqlite_master where name = ${table}`.execute(trx);
    const definition = String(rows[0]?.sql).replace(/^(create virtual table )\S+/i, `$1"${table + NEXT}"`);
    await sql.raw(definition).execute(trx);
  }
}

/** Puts the second tables in the place of the first. Returns false where somebody else has done so. */
export async function swapIndex(trx: Trx, kind: DocumentKind): Promise<boolean> {
  if (!(await hasSecondIndex(trx, kind))) return false;
  for (const table of tablesOf(kind)) {
    await sql`drop table ${sql.table(table)}`.execute(trx);
    await sql`alter table ${sql.table(table + NEXT)} rename to ${sql.table(table)}`.execute(trx);
  }
  return true;
}

export async function hasSecondIndex(db: Db | Trx, kind: DocumentKind): Promise<boolean> {
  const { rows } = await found(fullTable(kind) + NEXT).execute(db);
  return rows.length > 0;
}

const found = (table: string): RawBuilder<unknown> => sql`select 1 from sqlite_master where name = ${table}`;

async function suffixes(trx: Trx, kind: DocumentKind, { only }: Which): Promise<string[]> {
  if (only) return [NEXT];
  return (await hasSecondIndex(trx, kind)) ? ["", NEXT] : [""];
}

function stemsIn(texts: { text: string; language: string }[], { withStopWords }: { withStopWords: boolean }): string {
  const stems = new Set<string>();
  let left = MOST_CHARACTERS;
  for (const { text, language } of texts) {
    stemsOf(text.slice(0, left), language, { withStopWords, stems });
    left -= text.length;
    if (left <= 0) break;
  }
  return [...stems].join(" ");
}

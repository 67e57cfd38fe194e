import { CompiledQuery, type RawBuilder, sql } from "kysely";
import type { Db, Trx } from "#db/client.ts";
import { entryOf, HIGHEST_LEVEL, type IndexEntry, type IndexedDocument } from "./entry.ts";

/*
 * The index as the engine holds it: SQLite's FTS5, see db/migrations/0002-search.ts. What else may be an engine later
 * gets the functions of this file, of second-index.server.ts and of query-candidates.server.ts.
 */

export type DocumentKind = "ticket" | "article";

/** Appended to the names of the tables that a rebuild fills. */
export const NEXT = "_next";

export const fullTable = (kind: DocumentKind) => `search_${kind}s`;
export const titleTable = (kind: DocumentKind) => `search_${kind}_titles`;
/** Tickets that several people voted for. Their entries stand in the order of votes, see `ticketOfVotedEntry`. */
export const VOTED_TABLE = "search_ticket_voted";
/** While there is a second index: the documents whose entries there the site has written or removed itself. */
export const writtenTable = (kind: DocumentKind) => `search_written_${kind}s`;

/**
 * Writes or replaces the entries of documents, in a second index too where there is one. Call it in the transaction
 * that changes them.
 */
export async function writeEntries(trx: Trx, kind: DocumentKind, documents: IndexedDocument[]): Promise<void> {
  await putEntries(trx, kind, documents.map(entryOf));
}

/** The same for entries that were made before the transaction. */
export async function putEntries(trx: Trx, kind: DocumentKind, entries: IndexEntry[]): Promise<void> {
  const ids = entries.map(({ id }) => id);
  for (const suffix of await suffixes(trx, kind)) {
    if (kind === "ticket") await removeVoted(trx, suffix, ids);
    await insertEntries(trx, kind, suffix, entries);
    if (suffix === NEXT) await noteWritten(trx, kind, ids);
  }
}

/** The same for one document. */
export function writeEntry(trx: Trx, { kind, ...document }: IndexedDocument & { kind: DocumentKind }) {
  return writeEntries(trx, kind, [document]);
}

/** Statement by statement, as many rows of one take SQLite longer. */
export async function insertEntries(
  trx: Trx,
  kind: DocumentKind,
  suffix: string,
  entries: IndexEntry[],
): Promise<void> {
  const insert = (table: string, columns: string) => {
    const values = columns.replace(/\w+/g, "?");
    const statement = `insert or replace into ${table}${suffix} (${columns}) values (${values})`;
    return (...parameters: unknown[]) => trx.executeQuery(CompiledQuery.raw(statement, parameters));
  };
  const full = insert(fullTable(kind), "rowid, title, body");
  const titles = insert(titleTable(kind), "rowid, title");
  const voted = insert(VOTED_TABLE, "rowid, title, body");
  for (const { id, title, body } of entries) {
    await full(id, title, body);
    await titles(id, title);
  }
  if (kind !== "ticket") return;
  const levelled = entries.filter(({ level }) => level > 0);
  // In their order: the engine writes out what it has gathered when a number is lower than the last.
  levelled.sort((one, other) => one.level - other.level || one.id - other.id);
  for (const { id, level, title, body } of levelled) await voted(level * 2 ** ID_BITS + id, title, body);
}

const ID_BITS = 40;
const levels = JSON.stringify(Array.from({ length: HIGHEST_LEVEL }, (_, below) => below + 1));

/** The ticket of a row among the voted ones: the row's number is led by the level, so most votes come last. */
export const ticketOfVotedEntry = sql<number>`(rowid & ${sql.lit(2 ** ID_BITS - 1)})`;

async function removeVoted(trx: Trx, suffix: string, ids: number[]): Promise<void> {
  await sql`delete from ${sql.table(VOTED_TABLE + suffix)} where rowid in (
    select (levels.value << ${sql.lit(ID_BITS)}) + ids.value
    from json_each(${JSON.stringify(ids)}) as ids, json_each(${levels}) as levels
  )`.execute(trx);
}

export async function removeEntry(trx: Trx, kind: DocumentKind, id: number): Promise<void> {
  for (const suffix of await suffixes(trx, kind)) {
    for (const table of [fullTable(kind), titleTable(kind)]) {
      await sql`delete from ${sql.table(table + suffix)} where rowid = ${id}`.execute(trx);
    }
    if (kind === "ticket") await removeVoted(trx, suffix, [id]);
    if (suffix === NEXT) await noteWritten(trx, kind, [id]);
  }
}

async function noteWritten(trx: Trx, kind: DocumentKind, ids: number[]): Promise<void> {
  await sql`insert or ignore into ${sql.table(writtenTable(kind))} (id)
    select value from json_each(${JSON.stringify(ids)})`.execute(trx);
}

export async function hasSecondIndex(db: Db | Trx, kind: DocumentKind): Promise<boolean> {
  const { rows } = await found(writtenTable(kind)).execute(db);
  return rows.length > 0;
}

const found = (table: string): RawBuilder<unknown> => sql`select 1 from sqlite_master where name = ${table}`;

async function suffixes(trx: Trx, kind: DocumentKind): Promise<string[]> {
  return (await hasSecondIndex(trx, kind)) ? ["", NEXT] : [""];
}

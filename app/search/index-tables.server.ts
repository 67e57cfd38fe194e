import { sql } from "kysely";
import type { Db, Trx } from "#db/client.ts";
import { idsIn } from "#db/ids-in.ts";
import { engineOf } from "./engine-of.server.ts";
import { entryOf, type IndexEntry, type IndexedDocument } from "./entry.ts";
import { type DocumentKind, fullTable, NEXT, titleTable, VOTED_TABLE, writtenTable } from "./index-names.ts";

/**
 * Writes or replaces the entries of documents, in a second index too where there is one. Call it in the transaction
 * that changes them.
 */
export async function writeEntries(trx: Trx, kind: DocumentKind, documents: IndexedDocument[]): Promise<void> {
  await putEntries(trx, kind, documents.map(entryOf));
}

/** The same for entries that were made before the transaction. */
export async function putEntries(trx: Trx, kind: DocumentKind, entries: IndexEntry[]): Promise<void> {
  const engine = engineOf(trx);
  const ids = entries.map(({ id }) => id);
  for (const suffix of await suffixes(trx, kind)) {
    if (kind === "ticket") await engine.removeVoted(trx, VOTED_TABLE + suffix, ids);
    await engine.insert(trx, kind, suffix, entries);
    if (suffix === NEXT) await noteWritten(trx, kind, ids);
  }
}

/** The same for one document. */
export function writeEntry(trx: Trx, { kind, ...document }: IndexedDocument & { kind: DocumentKind }) {
  return writeEntries(trx, kind, [document]);
}

export async function removeEntry(trx: Trx, kind: DocumentKind, id: number): Promise<void> {
  const engine = engineOf(trx);
  for (const suffix of await suffixes(trx, kind)) {
    for (const table of [fullTable(kind), titleTable(kind)]) await engine.remove(trx, table + suffix, id);
    if (kind === "ticket") await engine.removeVoted(trx, VOTED_TABLE + suffix, [id]);
    if (suffix === NEXT) await noteWritten(trx, kind, [id]);
  }
}

async function noteWritten(trx: Trx, kind: DocumentKind, ids: number[]): Promise<void> {
  await sql`insert into ${sql.table(writtenTable(kind))} (id)
    select * from ${idsIn(ids)} as ids where true on conflict do nothing`.execute(trx);
}

export async function hasSecondIndex(db: Db | Trx, kind: DocumentKind): Promise<boolean> {
  return engineOf(db).hasTable(db, writtenTable(kind));
}

async function suffixes(trx: Trx, kind: DocumentKind): Promise<string[]> {
  await engineOf(trx).holdTables(trx, kind, "a second index");
  return (await hasSecondIndex(trx, kind)) ? ["", NEXT] : [""];
}

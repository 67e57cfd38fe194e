import { sql } from "kysely";
import type { Trx } from "#db/client.ts";
import { engineOf } from "./engine-of.server.ts";
import type { IndexEntry } from "./entry.ts";
import { type DocumentKind, fullTable, NEXT, titleTable, VOTED_TABLE, writtenTable } from "./index-names.ts";

/* The index that a rebuild fills beside the one in use. */

const tablesOf = (kind: DocumentKind) => [
  fullTable(kind),
  titleTable(kind),
  ...(kind === "ticket" ? [VOTED_TABLE] : []),
];

/**
 * Makes empty second tables. From here on every write of an entry goes to both, also that of another process. Returns
 * their version: when it moves, another rebuild has begun.
 */
export async function startSecondIndex(trx: Trx, kind: DocumentKind): Promise<number> {
  const engine = engineOf(trx);
  await engine.holdTables(trx, kind, "writes");
  const written = sql.table(writtenTable(kind));
  await sql`drop table if exists ${written}`.execute(trx);
  await sql`create table ${written} (id integer primary key)`.execute(trx);
  for (const table of tablesOf(kind)) {
    await sql`drop table if exists ${sql.table(table + NEXT)}`.execute(trx);
    await engine.makeAlike(trx, table, table + NEXT);
  }
  return engine.tablesVersion(trx, kind);
}

/**
 * Puts entries of documents that were read earlier into the second index, for so many milliseconds. What the site has
 * written there itself since is newer and stays. Returns how many entries are done with.
 */
export async function fillSecondIndex(
  trx: Trx,
  kind: DocumentKind,
  entries: IndexEntry[],
  milliseconds: number,
): Promise<number> {
  const written = await listWritten(trx, kind, entries);
  const until = performance.now() + milliseconds;
  let done = 0;
  while (done < entries.length && performance.now() < until) {
    const some = entries.slice(done, done + AT_ONCE);
    const older = some.filter(({ id }) => !written.has(id));
    await engineOf(trx).insert(trx, kind, NEXT, older);
    done += some.length;
  }
  return done;
}

/** Entries between two looks at the clock. */
const AT_ONCE = 20;

async function listWritten(trx: Trx, kind: DocumentKind, entries: IndexEntry[]): Promise<Set<number>> {
  const [first, last] = [entries[0]?.id ?? 0, entries.at(-1)?.id ?? 0];
  const { rows } = await sql<{ id: number }>`
    select id from ${sql.table(writtenTable(kind))} where id between ${first} and ${last}`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}

/** Puts the second tables in the place of the first. */
export async function swapIndex(trx: Trx, kind: DocumentKind): Promise<true> {
  for (const table of tablesOf(kind)) {
    await sql`drop table ${sql.table(table)}`.execute(trx);
    await sql`alter table ${sql.table(table + NEXT)} rename to ${sql.table(table)}`.execute(trx);
  }
  await sql`drop table ${sql.table(writtenTable(kind))}`.execute(trx);
  return true;
}

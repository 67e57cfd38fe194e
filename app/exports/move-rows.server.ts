import { type Db, inTransaction, type Trx } from "#db/client.ts";
import { fillPostgres, type PostgresFilling } from "#db/fill-postgres.ts";
import { listTables, type Table } from "#db/list-tables.ts";
import type { Snapshot } from "#db/read-snapshot.ts";
import { readPortions, setLastId } from "#db/rows-postgres.ts";
import { openFileSnapshot } from "#db/snapshot-sqlite.ts";
import { enqueueOnce } from "~/jobs/enqueue.server.ts";
import { type Changed, fitRows } from "./fit-postgres.ts";
import { type Fingerprint, hashRows } from "./hash-rows.server.ts";
import { refuseUnlessUnused } from "./prepare-server.server.ts";

export interface MovedTable extends Fingerprint {
  name: string;
}

export interface Moved {
  /** Each with the checksum that both databases have. */
  tables: MovedTable[];
  changed: Changed[];
}

export interface Moving {
  now: number;
  /** Told now and then. */
  onProgress?(what: "rows" | "rows read back" | "texts", done: number, total: number): void;
  /** The last thing before the rows are there for others. It may run twice. */
  beforeCommit?(): Promise<void>;
}

/**
 * Copies every row of a SQLite file, which nobody writes to meanwhile, into a database of PostgreSQL that was prepared,
 * and reads all of them back. One transaction: where it fails or is killed, nothing has come. The search index is asked
 * for with them; who starts a site before it is made gets it made.
 */
export async function moveRows(file: string, db: Db, url: string, moving: Moving): Promise<Moved> {
  const snapshot = openFileSnapshot(file);
  try {
    const tables = await listTables(snapshot.db);
    return await inTransaction(db, async (trx) => {
      const filling = await fillPostgres(trx, () => refuseUnlessUnused(trx, url));
      const changed: Changed[] = [];
      const sent = await copyTables({ snapshot, tables, filling, changed, moving });
      await filling.finish();
      await compareTables(trx, sent, tables, moving);
      for (const { name } of tables) {
        const last = await snapshot.lastId(name);
        if (last !== null) await setLastId(trx, name, last);
      }
      await enqueueOnce(trx, "build the search index", {}, moving.now);
      await moving.beforeCommit?.();
      return { tables: sent, changed };
    });
  } finally {
    await snapshot.close();
  }
}

interface Copying {
  snapshot: Snapshot;
  tables: Table[];
  filling: PostgresFilling;
  changed: Changed[];
  moving: Moving;
}

async function copyTables({ snapshot, tables, filling, changed, moving }: Copying): Promise<MovedTable[]> {
  const total = totalOf(tables);
  let done = 0;
  const copied: MovedTable[] = [];
  for (const { name, columns, key } of tables) {
    const types = filling.columns(name);
    const homeless = columns.find((column) => !types?.has(column));
    if (!types || homeless) throw new Error(`PostgreSQL has no place for ${homeless ?? "anything"} of ${name}`);
    const hash = hashRows();
    for await (const rows of snapshot.portions(name, { columns, by: key })) {
      fitRows({ name, columns, key, types }, rows, changed);
      hash.take(rows);
      await filling.insert(name, columns, rows).catch(sayWhere(name));
      done += rows.length;
      moving.onProgress?.("rows", done, total);
    }
    copied.push({ name, ...hash.end() });
  }
  return copied;
}

/** What PostgreSQL has against a row stands in the details. */
const sayWhere = (table: string) => (error: Error & { detail?: string }) => {
  throw new Error(`${table}: ${[error.message, error.detail].filter(Boolean).join(". ")}`, { cause: error });
};

async function compareTables(trx: Trx, sent: MovedTable[], tables: Table[], moving: Moving): Promise<void> {
  const total = totalOf(tables);
  let done = 0;
  for (const [at, { name, columns, key }] of tables.entries()) {
    const hash = hashRows();
    for await (const rows of readPortions(trx, name, { columns, by: key })) {
      hash.take(rows);
      done += rows.length;
      moving.onProgress?.("rows read back", done, total);
    }
    const [was, is] = [sent[at], hash.end()];
    if (was?.rows === is.rows && was.sha256 === is.sha256) continue;
    throw new Error(`${name} did not arrive as it was sent: ${was?.rows} rows were sent, ${is.rows} read back`);
  }
}

const totalOf = (tables: Table[]) => tables.reduce((sum, { rows }) => sum + rows, 0);

import { setTimeout as sleep } from "node:timers/promises";
import { Kysely, sql, type Transaction } from "kysely";
import { openSqlite, Sqlite } from "./dialects/sqlite.ts";
import { isDiskTrouble, isLocked } from "./disk-trouble.ts";
import { type NoticeForeignWrites, watchForeignWrites } from "./foreign-writes.ts";
import type { Database } from "./schema.ts";
import { makesNothingStale, staleAfter, tellStale, writeStale } from "./stale.ts";

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

const writers = new WeakMap<object, Db>();
const connections = new WeakMap<object, ReturnType<typeof openSqlite>>();
const watches = new WeakMap<object, NoticeForeignWrites>();

/**
 * Opens the database file. The handle it returns reads, on a connection of its own that cannot write; every write
 * goes through `inTransaction`. Creates the file when it is missing.
 */
export function openDatabase(file: string): Db {
  const connection = openSqlite(file, { readonly: false });
  const writer = new Kysely<Database>({ dialect: new Sqlite(connection) });
  const readonly = openSqlite(file, { readonly: true });
  const reader = new Kysely<Database>({ dialect: new Sqlite(readonly) });
  writers.set(reader, writer);
  connections.set(reader, readonly);
  connections.set(writer, connection);
  watches.set(reader, watchForeignWrites(connection));
  return reader;
}

/** The writing connection last: where nobody else has the file open, it brings the log into it and takes it away. */
export async function closeDatabase(db: Db): Promise<void> {
  for (const handle of [db, writerOf(db)]) {
    await handle.destroy();
    // kysely leaves a connection open that nobody has asked anything.
    const connection = connections.get(handle);
    if (connection?.open) connection.close();
  }
}

/** Databases that could not be written the last time somebody tried. */
const inTrouble = new WeakSet<Db>();

/** Whether the disk was full, read-only or failing at the last write, and no write has succeeded since. */
export const hasDiskTrouble = (db: Db): boolean => inTrouble.has(db);

const RETRY_FOR_MS = 5_000;

/**
 * Runs `work` in one write transaction that holds the lock from its first statement. Inside, use only the handle it
 * is given: the outer one would not see its writes. Another process that is writing is waited for, up to 5 seconds.
 * Once it is on the disk, and before anything else runs, kept pages that it made stale are dropped (db/stale.ts).
 */
export async function inTransaction<Result>(db: Db, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  return retryWhileBusy(async () => {
    const { result, stale, hasWritten } = await writerOf(db)
      .transaction()
      .execute(async (trx) => {
        const before = await changesWhileInTrouble(db, trx);
        const result = await work(trx);
        const stale = staleAfter(trx);
        await writeStale(trx, stale);
        return { result, stale, hasWritten: before !== (await changesWhileInTrouble(db, trx)) };
      })
      .catch((error) => {
        if (isDiskTrouble(error)) inTrouble.add(db);
        throw error;
      });
    if (hasWritten) inTrouble.delete(db);
    tellStale(db, stale);
    return result;
  });
}

/** A transaction that changed nothing does not show that the disk takes something again. */
async function changesWhileInTrouble(db: Db, trx: Trx): Promise<number> {
  if (!inTrouble.has(db)) return 0;
  const { rows } = await sql<{ changes: number }>`select total_changes() as changes`.execute(trx);
  return rows[0]?.changes ?? 0;
}

/** The same for what no page shows strangers: sessions, jobs, counts. No kept page is dropped for it. */
export async function inQuietTransaction<Result>(db: Db, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  return inTransaction(db, (trx) => {
    makesNothingStale(trx);
    return work(trx);
  });
}

/** Drops what other processes have made stale. Call it before a kept page is used. */
export function noticeForeignWrites(db: Db): void {
  const stale = watches.get(db)?.();
  if (stale) tellStale(db, stale);
}

/** For migrations only: the connection that may write. */
export function writerOf(db: Db): Db {
  const writer = writers.get(db);
  if (!writer) throw new Error("this handle was not made by openDatabase");
  return writer;
}

/**
 * Brings what the log (WAL) holds into the file and empties it: what was taken out stands in neither any more. False
 * where somebody was reading from it.
 */
export async function emptyLog(db: Db): Promise<boolean> {
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(TRUNCATE)`.execute(writerOf(db));
  return rows[0]?.busy === 0;
}

export async function retryWhileBusy<Result>(work: () => Promise<Result>): Promise<Result> {
  const until = performance.now() + RETRY_FOR_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error) || performance.now() > until) throw error;
      // A rebuild of the index or an import lets others in for some 5 ms at a time.
      await sleep(1 + Math.random() * 3);
    }
  }
}

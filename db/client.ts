import { setTimeout as sleep } from "node:timers/promises";
import { type Kysely, sql, type Transaction } from "kysely";
import { isPostgresUrl } from "./address.ts";
import { isDiskTrouble, isLocked } from "./disk-trouble.ts";
import { either, isPostgres } from "./either.ts";
import { openPostgres } from "./open-postgres.ts";
import { openFile } from "./open-sqlite.ts";
import type { Opened } from "./opened.ts";
import type { Database } from "./schema.ts";
import { makesNothingStale, staleAfter, tellStale, writeStale } from "./stale.ts";

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

const all = new WeakMap<object, Opened>();

/**
 * Opens the database at an address: a file, or `postgres://…`. The handle it returns reads, of a file on a connection
 * that cannot write; every write goes through `inTransaction`.
 */
export function openDatabase(address: string): Db {
  const opened = isPostgresUrl(address) ? openPostgres(address) : openFile(address);
  all.set(opened.reader, opened);
  return opened.reader;
}

export async function closeDatabase(db: Db): Promise<void> {
  await openedAs(db).close();
}

/** Databases that could not be written the last time somebody tried. */
const inTrouble = new WeakSet<Db>();

/** Whether the disk was full, read-only or failing at the last write, and no write has succeeded since. */
export const hasDiskTrouble = (db: Db): boolean => inTrouble.has(db);

const RETRY_FOR_MS = 5_000;

/**
 * Runs `work` in one write transaction. Inside, use only the handle it is given: the outer one would not see its writes.
 * SQLite holds the lock from the first statement, and another process that is writing is waited for, up to 5 seconds.
 * PostgreSQL lets other processes write at once and refuses one of two that contradict each other: `work` is then run
 * again from its beginning, so it changes nothing but rows; who was refused twice is let through alone. Once it is on the
 * disk, and before anything else runs, kept pages that it made stale are dropped (db/stale.ts).
 */
export async function inTransaction<Result>(db: Db, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  const { inTurn } = openedAs(db);
  return retryWhileBusy((refused) => {
    const once = () => write(db, work, refused % ALONE_EACH === ALONE_EACH - 1);
    return inTurn ? inTurn(once) : once();
  });
}

/** A slow process that contradicts a quick one again and again would never come through. */
const ALONE_EACH = 3;

async function write<Result>(db: Db, work: (trx: Trx) => Promise<Result>, isAlone: boolean): Promise<Result> {
  const { writer, tellOthers, enter } = openedAs(db);
  const { result, stale, hasWritten } = await writer
    .transaction()
    .execute(async (trx) => {
      await enter?.(trx, isAlone);
      const before = await changesWhileInTrouble(db, trx);
      const result = await work(trx);
      const stale = staleAfter(trx);
      await writeStale(trx, stale);
      if (tellOthers) await tellOthers(trx, stale);
      return { result, stale, hasWritten: before !== (await changesWhileInTrouble(db, trx)) };
    })
    .catch((error) => {
      if (isDiskTrouble(error)) inTrouble.add(db);
      throw error;
    });
  if (hasWritten) inTrouble.delete(db);
  tellStale(db, stale);
  return result;
}

/** A transaction that changed nothing does not show that the disk takes something again. */
async function changesWhileInTrouble(db: Db, trx: Trx): Promise<number> {
  if (!inTrouble.has(db)) return 0;
  const { rows } = await sql<{ changes: number }>`select ${changes} as changes`.execute(trx);
  return rows[0]?.changes ?? 0;
}

/** PostgreSQL gives a transaction its number with the first row that it writes. */
const changes = either(sql`total_changes()`, sql`(pg_current_xact_id_if_assigned() is not null)`);

/** The same for what no page shows strangers: sessions, jobs, counts. No kept page is dropped for it. */
export async function inQuietTransaction<Result>(db: Db, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  return inTransaction(db, (trx) => {
    makesNothingStale(trx);
    return work(trx);
  });
}

/** Drops what other processes have made stale. Call it before a kept page is used. */
export function noticeForeignWrites(db: Db): void {
  const stale = openedAs(db).noticeForeignWrites();
  if (stale) tellStale(db, stale);
}

/** For tests, which read in one process what another has just written: in PostgreSQL that takes some milliseconds. */
export async function hearForeignWrites(db: Db): Promise<void> {
  await openedAs(db).hearAll?.();
}

/** For migrations only: the connection that may write. */
export function writerOf(db: Db): Db {
  return openedAs(db).writer;
}

function openedAs(db: Db): Opened {
  const opened = all.get(db);
  if (!opened) throw new Error("this handle was not made by openDatabase");
  return opened;
}

/**
 * Brings what the log (WAL) holds into the file and empties it: what was taken out stands in neither any more. False
 * where somebody was reading from it. PostgreSQL clears its rows and its log by itself.
 */
export async function emptyLog(db: Db): Promise<boolean> {
  if (isPostgres(db)) return true;
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(TRUNCATE)`.execute(writerOf(db));
  return rows[0]?.busy === 0;
}

/** @param work hears how often it was refused before */
export async function retryWhileBusy<Result>(work: (refused: number) => Promise<Result>): Promise<Result> {
  const until = performance.now() + RETRY_FOR_MS;
  for (let refused = 0; ; refused++) {
    try {
      return await work(refused);
    } catch (error) {
      if (!isLocked(error) || performance.now() > until) throw error;
      // A rebuild of the index or an import lets others in for some 5 ms at a time.
      await sleep(1 + Math.random() * 3);
    }
  }
}

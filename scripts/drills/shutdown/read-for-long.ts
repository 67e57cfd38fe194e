import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { type Db, inQuietTransaction } from "#db/client.ts";
import { openSqlite } from "#db/dialects/sqlite.ts";
import { databaseIn } from "../with-database.ts";
import { logSize } from "./stop-under-load.ts";

/** More than the log may keep. */
const WRITTEN_BYTES = 80 * 1024 * 1024;
const PIECE_BYTES = 4 * 1024 * 1024;

/**
 * Reads one state of the database for `ms`, as a backup of a large one does, while much is written: the log cannot be
 * emptied meanwhile and grows. Returns its size then, and after the reader has gone and somebody has written again.
 */
export async function readForLong(db: Db, dataDir: string, ms: number): Promise<{ during: number; after: number }> {
  const reader = openSqlite(databaseIn(dataDir), { readonly: true });
  try {
    reader.exec("begin");
    reader.prepare("select count(*) from tickets").get();
    for (let written = 0; written < WRITTEN_BYTES; written += PIECE_BYTES) {
      await write(db, PIECE_BYTES);
      await sleep((ms * PIECE_BYTES) / WRITTEN_BYTES);
    }
  } finally {
    reader.close();
  }
  const during = logSize(dataDir);
  // The first brings the log into the file, the second begins it anew.
  for (let commit = 0; commit < 3; commit++) await write(db, 1);
  return { during, after: logSize(dataDir) };
}

/** Into a table that no part of the site reads. */
async function write(db: Db, bytes: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await sql`create table if not exists drill (id integer primary key, bytes blob)`.execute(trx);
    await sql`insert or replace into drill (id, bytes) values (1, zeroblob(${bytes}))`.execute(trx);
  });
}

import path from "node:path";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { findFault } from "#db/find-fault.ts";
import { holdWrites, LOCK_FILE, takeFolder } from "#db/folder-lock.ts";
import { migrate } from "#db/migrate.ts";
import { indexMoved } from "./index-moved.server.ts";
import { type Moved, type Moving, moveRows } from "./move-rows.server.ts";
import { prepareServer } from "./prepare-server.server.ts";

/** The site that is to go on with PostgreSQL. */
export interface Leaving {
  dataDir: string;
  databaseFile: string;
}

/**
 * Brings the whole database of a site that stands still into an empty one of PostgreSQL, row by row, and checks it. The
 * file is read, and stays as it is but for the newest tables; files and secret stay where they are.
 */
export async function moveToPostgres(site: Leaving, url: string, moving: Moving): Promise<Moved> {
  const leave = takeFolder(path.join(site.dataDir, LOCK_FILE));
  if (!leave) throw new Error(`A server works on ${site.dataDir}: stop it, then move`);
  const db = openDatabase(url);
  try {
    await prepareServer(db, url);
    await bringUpToDate(site.databaseFile);
    const release = holdWrites(site.databaseFile);
    if (!release) throw new Error(`Somebody writes to ${site.databaseFile}: let it end, then move`);
    try {
      const moved = await moveRows(site.databaseFile, db, url, moving);
      await indexMoved(db, moving);
      return moved;
    } finally {
      release();
    }
  } finally {
    await closeDatabase(db);
    leave();
  }
}

async function bringUpToDate(file: string): Promise<void> {
  const fault = findFault(file, "header");
  if (fault) throw new Error(`The database ${file} ${fault}`);
  const db = openDatabase(file);
  await migrate(db).finally(() => closeDatabase(db));
}

import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { isPostgresUrl } from "#db/address.ts";
import { closeDatabase, emptyLog, inTransaction, openDatabase } from "#db/client.ts";
import { type Filling, fillNewDatabase } from "#db/fill-database.ts";
import { LOCK_FILE, takeFolder } from "#db/folder-lock.ts";
import { migrate } from "#db/migrate.ts";
import { rebuildIndex } from "~/search/rebuild-index.server.ts";
import { updateAnswerPace } from "~/tickets/answer-pace.server.ts";
import { recountTickets } from "~/tickets/ticket-counts.server.ts";
import { type Counts, countRows } from "./count-rows.ts";
import { findOwnRows } from "./find-own-rows.server.ts";
import { indexMoved } from "./index-moved.server.ts";
import { type Moving, moveRows } from "./move-rows.server.ts";
import { prepareServer } from "./prepare-server.server.ts";
import { moveFilesIn, refuseOverwriting, replaceDatabase, replaceSecret } from "./put-in-place.server.ts";
import { checkFilesOf, readFiles, type Source } from "./read-files.server.ts";
import { readManifest } from "./read-manifest.server.ts";
import { readTables } from "./read-tables.server.ts";

const UNFINISHED = ".import-";

/** The site that an export goes into. */
export interface Site {
  dataDir: string;
  databaseFile: string;
  /** The file, or the address of PostgreSQL. */
  databaseUrl: string;
  secret: string;
  /** Whether the secret is the data folder's own, and not set from outside. */
  mayChangeSecret: boolean;
}

export interface Progress {
  now: number;
  /** Told now and then: rows, then on a server the same again as they go there and come back, then texts of the index. */
  onProgress?: Moving["onProgress"];
}

/**
 * Brings an export into an empty site that stands still. Everything is made and checked beside the site and put in its
 * place at the end: where something is wrong, or the process is killed, the site is as empty as before.
 */
export async function bringBack(folder: string, site: Site, progress: Progress): Promise<Counts> {
  const source = { folder, manifest: await readManifest(folder) };
  for (const needed of [site.dataDir, path.dirname(site.databaseFile)]) await mkdir(needed, { recursive: true });
  const release = takeFolder(path.join(site.dataDir, LOCK_FILE));
  if (!release) throw new Error(`A server works on ${site.dataDir}: stop it, then import`);
  await removeUnfinished(site.dataDir);
  const made = await mkdtemp(path.join(site.dataDir, UNFINISHED));
  try {
    await refuseUnlessEmpty(site);
    const secret = await readSecret(source, site);
    const files = path.join(made, "data");
    await mkdir(files);
    await readFiles(source, files);
    await refuseOverwriting(files, site.dataDir);
    const database = path.join(made, "glasno.sqlite");
    const counts = await fill(source, database, progress);
    await finishTables(database, progress);
    const putFiles = async () => {
      await moveFilesIn(files, site.dataDir);
      if (secret !== site.secret) await replaceSecret(site.dataDir, secret);
    };
    if (isPostgresUrl(site.databaseUrl)) await fillServer(database, site.databaseUrl, { ...progress, putFiles });
    else {
      await makeIndex(database, progress);
      await putFiles();
      await replaceDatabase(database, site.databaseFile);
    }
    return counts;
  } finally {
    await rm(made, { recursive: true, force: true });
    release();
  }
}

/** What an import left behind that was killed: nobody else works here now. */
async function removeUnfinished(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (name.startsWith(UNFINISHED)) await rm(path.join(dataDir, name), { recursive: true, force: true });
  }
}

/** The same without a site: reads and checks everything, and writes nothing but an empty database into `scratch`. */
export async function tryExport(folder: string, scratch: string): Promise<Counts> {
  const source = { folder, manifest: await readManifest(folder) };
  await readFiles(source);
  const filling = await fillNewDatabase(path.join(scratch, "glasno.sqlite"), source.manifest.schema);
  try {
    const { counts, count } = countRows();
    const checkFiles = checkFilesOf(source);
    await readTables({ ...source, filling }, (table) => {
      const takers = [count(table), checkFiles(table)];
      return (values) => takers.forEach((take) => void take(values));
    });
    return counts;
  } finally {
    filling.close();
  }
}

async function fill(source: Source, file: string, { onProgress }: Progress): Promise<Counts> {
  const { tables, schema } = source.manifest;
  const filling = await fillNewDatabase(file, schema);
  try {
    const { counts, count } = countRows();
    const checkFiles = checkFilesOf(source);
    const total = tables.reduce((sum, { rows }) => sum + rows, 0);
    let done = 0;
    await readTables({ ...source, filling }, (table) => {
      const takers = [count(table), checkFiles(table), filling.insert(table.name, table.columns)];
      return (values) => {
        for (const take of takers) take(values);
        done += 1;
        if (done % 1_000 === 0) onProgress?.("rows", done, total);
      };
    });
    for (const { name, lastId } of tables) if (lastId !== null) filling.setLastId(name, lastId);
    refuseLost(filling);
    filling.finish();
    return counts;
  } catch (error) {
    filling.close();
    throw error;
  }
}

function refuseLost(filling: Filling): void {
  const lost = filling.findLost();
  if (!lost) return;
  const hasIds = filling.columns(lost.table).some(({ name }) => name === "id");
  const which = hasIds ? `the row with the id ${lost.row}` : `line ${lost.row}`;
  throw new Error(`${lost.table}.jsonl: ${which} names a row of ${lost.parent} that is not there`);
}

/** What the lines alone do not hold: newer columns, counts. */
async function finishTables(file: string, { now }: Progress): Promise<void> {
  const db = openDatabase(file);
  try {
    await migrate(db);
    await inTransaction(db, recountTickets);
    await updateAnswerPace(db, now);
    // What a newer migration may have asked for, and is done here in any case.
    await inTransaction(db, (trx) => trx.deleteFrom("jobs").where("name", "=", "build the search index").execute());
    await emptyLog(db);
  } finally {
    await closeDatabase(db);
  }
}

async function makeIndex(file: string, { onProgress }: Progress): Promise<void> {
  const db = openDatabase(file);
  try {
    await rebuildIndex(db, { onProgress: (done, total) => onProgress?.("texts", done, total) });
    await emptyLog(db);
  } finally {
    await closeDatabase(db);
  }
}

/** Brings what was made in a file to PostgreSQL. With the files of the site in their place it becomes the site. */
async function fillServer(file: string, url: string, progress: Progress & { putFiles(): Promise<void> }) {
  const db = openDatabase(url);
  try {
    await prepareServer(db, url);
    await moveRows(file, db, url, { ...progress, beforeCommit: progress.putFiles });
    await indexMoved(db, progress);
  } finally {
    await closeDatabase(db);
  }
}

async function refuseUnlessEmpty({ dataDir, databaseFile, databaseUrl }: Site): Promise<void> {
  const isOnServer = isPostgresUrl(databaseUrl);
  if (!isOnServer && !existsSync(databaseFile)) return;
  const db = openDatabase(databaseUrl);
  try {
    if (isOnServer) return await prepareServer(db, databaseUrl);
    await migrate(db);
    const table = await findOwnRows(db);
    if (table) {
      const what = table.replaceAll("_", " ");
      throw new Error(`The site in ${dataDir} is not empty, it has ${what}: set DATA_DIR to a new folder`);
    }
  } finally {
    await closeDatabase(db);
  }
}

async function readSecret({ folder }: Source, { secret, mayChangeSecret }: Site): Promise<string> {
  const exported = (await readFile(path.join(folder, "secret"), "utf8")).trim();
  if (exported === secret || mayChangeSecret) return exported;
  throw new Error(
    "SECRET is set to another than that of the export, and secret links and codes at sign-in would stop working: " +
      "leave it out, or set it to what the export's file secret holds",
  );
}

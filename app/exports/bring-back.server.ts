import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { closeDatabase, type Db, emptyLog, inTransaction, openDatabase } from "#db/client.ts";
import { type Filling, fillNewDatabase } from "#db/fill-database.ts";
import { LOCK_FILE, takeFolder } from "#db/folder-lock.ts";
import { migrate } from "#db/migrate.ts";
import { rebuildIndex } from "~/search/rebuild-index.server.ts";
import { updateAnswerPace } from "~/tickets/answer-pace.server.ts";
import { recountTickets } from "~/tickets/ticket-counts.server.ts";
import { type Counts, countRows } from "./count-rows.ts";
import { findOwnRows } from "./find-own-rows.server.ts";
import { moveFilesIn, refuseOverwriting, replaceDatabase, replaceSecret } from "./put-in-place.server.ts";
import { checkFilesOf, readFiles, type Source } from "./read-files.server.ts";
import { readManifest } from "./read-manifest.server.ts";
import { readTables } from "./read-tables.server.ts";

const UNFINISHED = ".import-";

/** The site that an export goes into. */
export interface Site {
  dataDir: string;
  databaseFile: string;
  secret: string;
  /** Whether the secret is the data folder's own, and not set from outside. */
  mayChangeSecret: boolean;
}

export interface Progress {
  now: number;
  /** Told now and then: rows, then texts of the index. */
  onProgress?(what: "rows" | "texts", done: number, total: number): void;
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
    await finishDatabase(database, progress);
    await moveFilesIn(files, site.dataDir);
    if (secret !== site.secret) await replaceSecret(site.dataDir, secret);
    await replaceDatabase(database, site.databaseFile);
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

/** What the tables alone do not hold: newer columns, counts, the search index. */
async function finishDatabase(file: string, { now, onProgress }: Progress): Promise<void> {
  const db = openDatabase(file);
  try {
    await migrate(db);
    await inTransaction(db, recountTickets);
    await updateAnswerPace(db, now);
    await rebuildIndex(db, { onProgress: (done, total) => onProgress?.("texts", done, total) });
    // A newer migration may have asked for what was just done.
    await inTransaction(db, (trx) => trx.deleteFrom("jobs").where("name", "=", "build the search index").execute());
    await emptyLog(db);
  } finally {
    await closeDatabase(db);
  }
}

async function refuseUnlessEmpty({ dataDir, databaseFile }: Site): Promise<void> {
  if (!existsSync(databaseFile)) return;
  const db: Db = openDatabase(databaseFile);
  try {
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

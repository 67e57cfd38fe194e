import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { copyDatabase } from "#db/copy-database.ts";
import { type Entry, writeArchive } from "./archive.server.ts";
import { backupName } from "./backup-name.ts";
import { noteBackup } from "./backup-state.server.ts";
import { listDataFiles } from "./data-folder.server.ts";
import { DATABASE_ENTRY, type Manifest } from "./manifest.ts";
import { thinOut } from "./thin-out.ts";

/** A file may be taken out for good while it is copied: then there is a newer state to copy. */
const MAX_TRIES = 3;

export interface BackupOf {
  dataDir: string;
  databaseFile: string;
  secret: string;
  /** Of the program. */
  version: string;
}

export interface Backup {
  file: string;
  size: number;
  manifest: Manifest;
}

/**
 * Writes everything that the site has received into one archive in `folder`, while the site goes on. It holds whatever
 * was acknowledged before `now`. Notes it, or why there is none, for the desk and for the next start.
 */
export async function makeBackup(
  of: BackupOf,
  { folder, now, signal }: { folder: string; now: number; signal?: AbortSignal },
): Promise<Backup> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await removeUnfinished(folder);
    const file = path.join(path.resolve(folder), backupName(now));
    const manifest = await tryToWrite(of, file, now, signal);
    const { size } = await stat(file);
    noteBackup(of.dataDir, { last: { at: now, file, size }, failed: undefined });
    return { file, size, manifest };
  } catch (error) {
    signal?.throwIfAborted();
    noteFailure(of.dataDir, now, error as Error);
    throw error;
  }
}

/** Where the disk takes nothing, it takes no note of that either. */
function noteFailure(dataDir: string, at: number, { message }: Error): void {
  try {
    noteBackup(dataDir, { failed: { at, problem: message } });
  } catch {}
}

/** Takes away what is older than 7 days, 4 weeks and 6 months have use for. */
export async function thinOutBackups(folder: string): Promise<void> {
  for (const name of thinOut(await readdir(folder))) await rm(path.join(folder, name), { force: true });
}

async function tryToWrite(of: BackupOf, file: string, now: number, signal?: AbortSignal): Promise<Manifest> {
  for (let attempt = 1; ; attempt++) {
    // Beside the archive: it needs the space of the database for a while.
    const copy = path.join(path.dirname(file), `.copy-${randomUUID()}`);
    try {
      return await write(of, { file, copy, now, signal, mayMiss: attempt === MAX_TRIES });
    } catch (error) {
      if (attempt === MAX_TRIES || !(error instanceof FileGone)) throw error;
    } finally {
      for (const ending of ["", "-journal", "-wal", "-shm"]) await rm(copy + ending, { force: true });
    }
  }
}

interface Writing {
  file: string;
  copy: string;
  now: number;
  signal?: AbortSignal;
  mayMiss: boolean;
}

async function write(of: BackupOf, { file, copy, now, signal, mayMiss }: Writing): Promise<Manifest> {
  const { schema, counts, files: hashes } = await copyDatabase(of.databaseFile, copy, signal);
  const places = (await listDataFiles(of.dataDir, of.databaseFile)).filter((place) => place !== "secret");
  const known = new Set(places);
  const missing = hashes.filter((hash) => !known.has(`files/${hash.slice(0, 2)}/${hash}`));
  if (missing.length > 0 && !mayMiss) throw new FileGone();
  const entries: Entry[] = [
    { path: DATABASE_ENTRY, file: copy },
    { path: "secret", bytes: Buffer.from(of.secret) },
    ...places.map((place) => ({ path: place, file: path.join(of.dataDir, place) })),
  ];
  const facts = {
    format: 1,
    version: of.version,
    node: process.version,
    madeAt: now,
    schema,
    counts,
    missing,
  } as const;
  return writeArchive(file, entries, facts, signal).catch((error) => {
    throw (error as NodeJS.ErrnoException).code === "ENOENT" && !mayMiss ? new FileGone() : error;
  });
}

/** The state that was being copied is no longer that of the site. */
class FileGone extends Error {}

/** What a process left behind that was killed; a backup that another is just making is young. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^[.]copy-|[.]tar[.]gz[.]unfinished$/.test(name)) continue;
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 60 * 60 * 1000) await rm(file, { force: true });
  }
}

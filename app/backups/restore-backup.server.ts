import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, open, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { LOCK_FILE, takeFolder } from "#db/folder-lock.ts";
import { timeInName } from "./backup-name.ts";
import { staysInPlace } from "./data-folder.server.ts";
import { DATABASE_ENTRY, type Manifest } from "./manifest.ts";
import { unpackAndCheck } from "./try-backup.server.ts";

export interface Restored {
  manifest: Manifest;
  /** Where everything that was there before lies now; undefined where there was nothing. */
  movedTo: string | undefined;
}

/**
 * Brings a data folder back to what a backup holds. The backup is checked whole before anything is touched; what was
 * there moves into a folder beside it, nothing is deleted. Throws an Error with one line where it may not be.
 */
export async function restoreBackup(
  file: string,
  { dataDir, databaseFile, now }: { dataDir: string; databaseFile: string; now: number },
): Promise<Restored> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}`);
  await mkdir(dataDir, { recursive: true });
  const release = takeFolder(path.join(dataDir, LOCK_FILE));
  if (!release) throw new Error(`A server works on ${dataDir}: stop it, then restore`);
  const unpacked = await mkdtemp(path.join(dataDir, ".backup-restored-"));
  try {
    const manifest = await unpackAndCheck(file, unpacked).catch((error: Error) => {
      throw new Error(`${file} ${error.message}. Nothing was changed`);
    });
    const movedTo = await moveAside(dataDir, databaseFile, now);
    await moveIn(unpacked, dataDir, databaseFile);
    return { manifest, movedTo };
  } finally {
    await rm(unpacked, { recursive: true, force: true });
    release();
  }
}

async function moveAside(dataDir: string, databaseFile: string, now: number): Promise<string | undefined> {
  const names = (await readdir(dataDir)).filter((name) => !staysInPlace(name)).map((name) => path.join(dataDir, name));
  const isElsewhere = path.dirname(databaseFile) !== dataDir;
  const database = ["", "-wal", "-shm", "-journal"].map((ending) => databaseFile + ending);
  const old = [...names, ...(isElsewhere ? database.filter((name) => existsSync(name)) : [])];
  if (old.length === 0) return undefined;
  const folder = path.join(dataDir, `before-restore-${timeInName(now)}`);
  await mkdir(folder, { mode: 0o700 });
  for (const name of old) {
    // A database on another disk stays on it.
    const isNear = path.dirname(name) === dataDir;
    await rename(name, isNear ? path.join(folder, path.basename(name)) : `${name}.${path.basename(folder)}`);
  }
  return folder;
}

async function moveIn(unpacked: string, dataDir: string, databaseFile: string): Promise<void> {
  for (const name of await readdir(unpacked)) {
    if (name !== DATABASE_ENTRY) await rename(path.join(unpacked, name), path.join(dataDir, name));
  }
  // The database last: without it a start refuses, so a restore that was cut short cannot pass for an empty forum.
  const database = path.join(unpacked, DATABASE_ENTRY);
  if (path.dirname(databaseFile) === dataDir) await rename(database, databaseFile);
  else await copyFile(database, databaseFile);
  for (const folder of new Set([dataDir, path.dirname(databaseFile)])) {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  }
}

import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { newerThanCode } from "#db/find-fault.ts";
import { unpackArchive } from "./archive.server.ts";
import { noteBackup } from "./backup-state.server.ts";
import { checkDatabase } from "./check-database.server.ts";
import { DATABASE_ENTRY, type Manifest } from "./manifest.ts";

/**
 * Unpacks a backup into an empty folder and looks whether a site would stand on it: whole, every file as it was put in,
 * the database sound and not from a newer program. Throws an Error with the reason, the end of a sentence about it.
 */
export async function unpackAndCheck(file: string, folder: string, signal?: AbortSignal): Promise<Manifest> {
  const manifest = await unpackArchive(file, folder, signal);
  const newer = newerThanCode(manifest.schema);
  if (newer.length > 0) throw new Error(`was made by a newer version of this program (${newer.join(", ")})`);
  const fault = await checkDatabase(path.join(folder, DATABASE_ENTRY), signal);
  if (fault) throw new Error(`holds a database that ${fault}`);
  return manifest;
}

/** Does so in a folder that goes again, and notes for the desk what came of it. */
export async function tryBackup(
  file: string,
  { dataDir, now, signal }: { dataDir: string; now: number; signal?: AbortSignal },
): Promise<void> {
  // On the disk of the data: the system's own temporary folder may be in memory.
  const folder = await mkdtemp(path.join(dataDir, ".backup-tried-"));
  try {
    await unpackAndCheck(file, folder, signal);
    noteBackup(dataDir, { tested: { at: now, file, problem: null } });
  } catch (error) {
    signal?.throwIfAborted();
    noteBackup(dataDir, { tested: { at: now, file, problem: (error as Error).message } });
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import path from "node:path";
import { isPostgresUrl } from "#db/address.ts";
import { findFault } from "#db/find-fault.ts";
import { type Folders, findLastBackup } from "./backup-state.server.ts";
import { checkDatabase } from "./check-database.server.ts";

/** Below that not even a log of the database can begin. */
const LEAST_FREE_BYTES = 1024 * 1024;
/** Up to that size every page is looked at before the start, in some tenths of a second; larger ones later, beside it. */
const QUICK_BYTES = 64 * 1024 * 1024;
const LATER_MS = 5 * 60 * 1000;

export interface StartFolders extends Folders {
  /** Where it is not the file. */
  databaseUrl?: string;
  databaseFile: string;
}

/** Why the site cannot start on its data, in one line that says what to do; undefined where it can. */
export function findStartProblem({
  dataDir,
  databaseFile,
  databaseUrl = databaseFile,
  backupDir,
}: StartFolders): string | undefined {
  const trouble = findFolderProblem(dataDir) ?? findFolderProblem(path.dirname(databaseFile));
  // What is wrong with its own files PostgreSQL says itself.
  if (trouble || isPostgresUrl(databaseUrl)) return trouble;
  const backup = findLastBackup({ dataDir, backupDir });
  const isEmpty = !existsSync(databaseFile) || statSync(databaseFile).size === 0;
  // The very first start, or a database that is gone: an empty forum must not take its place without a word.
  if (isEmpty) return backup && `The database ${databaseFile} is gone. ${howToRestore(backup)}`;
  const fault = findFault(databaseFile, statSync(databaseFile).size <= QUICK_BYTES ? "quick" : "header");
  return fault && `The database ${databaseFile} ${fault}. ${howToRestore(backup)}`;
}

/** The long check of every page, index and reference, a while after the start. Says what is wrong once, if anything is. */
export function checkLater(folders: StartFolders, found: (problem: string) => void): { stop(): void } {
  if (isPostgresUrl(folders.databaseUrl ?? folders.databaseFile)) return { stop() {} };
  const stopping = new AbortController();
  const check = async () => {
    const fault = await checkDatabase(folders.databaseFile, stopping.signal).catch(() => undefined);
    if (fault) found(`The database ${folders.databaseFile} ${fault}. ${howToRestore(findLastBackup(folders))}`);
  };
  const timer = setTimeout(check, LATER_MS).unref();
  return {
    stop() {
      clearTimeout(timer);
      stopping.abort();
    },
  };
}

function howToRestore(backup: string | undefined): string {
  return backup ? `The last backup is ${backup}: npm run restore -- ${backup}` : "There is no backup of it.";
}

function findFolderProblem(folder: string): string | undefined {
  if (!existsSync(folder)) return `The folder ${folder} is not there: make it, or mount its disk`;
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return `The folder ${folder} cannot be written: ${(error as Error).message}`;
  }
  const { bavail, blocks, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (blocks > 0 && free < LEAST_FREE_BYTES) return `The disk of ${folder} is full: make room, ${free} bytes are left`;
  return undefined;
}

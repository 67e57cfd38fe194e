import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { backupTime } from "./backup-name.ts";

/** Beside the database and not in it: who starts with a damaged database needs to know where the last backup is. */
const STATE_FILE = "backups.json";

const attempt = z.object({ at: z.number(), file: z.string(), problem: z.string().nullable() });
const stateSchema = z.object({
  /** The last one that became whole. */
  last: z.object({ at: z.number(), file: z.string(), size: z.number() }).optional(),
  /** Since then one could not be made. */
  failed: z.object({ at: z.number(), problem: z.string() }).optional(),
  /** The last backup that was unpacked and checked to see whether it would help. */
  tested: attempt.optional(),
});

export type BackupState = z.infer<typeof stateSchema>;

/** What is known of the backups of this data folder; an unreadable note is as good as none. */
export function readBackupState(dataDir: string): BackupState {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(path.join(dataDir, STATE_FILE), "utf8")));
  } catch {
    return {};
  }
}

export function noteBackup(dataDir: string, change: BackupState): void {
  const file = path.join(dataDir, STATE_FILE);
  const state = { ...readBackupState(dataDir), ...change };
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The newest backup that can be named: what was noted, or what lies in the folder. */
export function findLastBackup({ dataDir, backupDir }: Folders): string | undefined {
  const newest = listBackups(backupDir).at(-1);
  const { last } = readBackupState(dataDir);
  const noted = last && existsSync(last.file) ? last : undefined;
  if (newest === undefined || (noted && noted.at > (backupTime(newest) ?? 0))) return noted?.file;
  return path.join(backupDir, newest);
}

export interface Folders {
  dataDir: string;
  backupDir: string;
}

/** Names of the finished backups in a folder, the oldest first. */
export function listBackups(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => backupTime(name) !== undefined).sort();
}

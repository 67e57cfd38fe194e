import { readFileSync } from "node:fs";
import path from "node:path";
import { type Db, inQuietTransaction } from "#db/client.ts";
import { isPostgres } from "#db/either.ts";
import type { Config } from "~/config.server.ts";
import { enqueueOnce } from "~/jobs/enqueue.server.ts";
import { findLastBackup, readBackupState } from "./backup-state.server.ts";
import { makeBackup, thinOutBackups } from "./make-backup.server.ts";
import { tryBackup } from "./try-backup.server.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** The name of this program's version, as backups hold it. */
export function programVersion(): string {
  return (JSON.parse(readFileSync(path.resolve("package.json"), "utf8")) as { version: string }).version;
}

/**
 * Sees to it that the next backup and the next try of one are asked for. The first backup is made an hour after the
 * first start, when there is something to keep; the rows stay over restarts. PostgreSQL's are its own operators'.
 */
export async function scheduleBackups(db: Db, { dataDir }: Config, now: number): Promise<void> {
  if (isPostgres(db)) return;
  const { last, tested } = readBackupState(dataDir);
  await inQuietTransaction(db, async (trx) => {
    // One of a time that has not come was made by a clock that was ahead: the next one does not wait for that time.
    await enqueueOnce(trx, "make a backup", {}, last && last.at <= now ? last.at + DAY_MS : now + HOUR_MS);
    if (last) await enqueueOnce(trx, "try a backup", {}, tested && tested.at <= now ? tested.at + 7 * DAY_MS : now);
  });
}

/** Makes the backup of the day and takes away those that nobody needs any more. Somebody may have made one already. */
export async function runDailyBackup(config: Config, signal?: AbortSignal): Promise<undefined> {
  const { last } = readBackupState(config.dataDir);
  const now = Date.now();
  if (last && now - last.at < DAY_MS - HOUR_MS && last.at <= now) return;
  await makeBackup({ ...config, version: programVersion() }, { folder: config.backupDir, now, signal });
  await thinOutBackups(config.backupDir);
}

/** Unpacks the newest backup beside the site and looks whether it is whole. That it is not is for the desk to show. */
export async function tryNewestBackup({ dataDir, backupDir }: Config, signal?: AbortSignal): Promise<undefined> {
  const file = findLastBackup({ dataDir, backupDir });
  if (file) await tryBackup(file, { dataDir, now: Date.now(), signal });
}

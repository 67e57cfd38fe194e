import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { findFault } from "#db/find-fault.ts";
import { restoreBackup } from "~/backups/restore-backup.server.ts";
import { cleanEnvironment } from "../../../tests/support/journey.ts";
import { databaseIn, withDatabase } from "../with-database.ts";
import { findLost } from "../writers/find-lost.ts";
import { findWrongFiles } from "../writers/find-wrong.ts";
import type { Answered } from "../writers/writer.ts";

interface BackUp {
  dataDir: string;
  /** A folder of its own. */
  folder: string;
  answered: () => Answered[];
}

/**
 * Makes a backup by the command while others write, restores it elsewhere, and looks whether everything is in it that
 * was answered before it began. Returns what is wrong with it, and how many writes it had to hold.
 */
export async function backUpAndLook({
  dataDir,
  folder,
  answered,
}: BackUp): Promise<{ held: number; faults: string[] }> {
  const startedAt = Date.now();
  const [backups, restored] = [path.join(folder, "backups"), path.join(folder, "restored")];
  mkdirSync(folder);
  try {
    const faults = await runBackup(dataDir, backups);
    const before = answered().filter(({ at }) => at <= startedAt);
    const [name] = readdirSync(backups);
    if (!name) return { held: before.length, faults: [...faults, "there is no backup"] };
    faults.push(...readableByOthers([backups, path.join(backups, name)]));
    const databaseFile = databaseIn(restored);
    await restoreBackup(path.join(backups, name), { dataDir: restored, databaseFile, now: Date.now() });
    const fault = findFault(databaseFile, "whole");
    if (fault) faults.push(`the database ${fault}`);
    const [lost, files] = await withDatabase(databaseFile, async (db) => [
      await findLost(db, before),
      await findWrongFiles(db, restored),
    ]);
    return { held: before.length, faults: [...faults, ...lost.lost, ...lost.twice, ...files] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runBackup(dataDir: string, folder: string): Promise<string[]> {
  const command = spawn(process.execPath, ["scripts/run.js", "backup", folder], {
    env: { ...cleanEnvironment(), DATA_DIR: dataDir },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said, [code]] = await Promise.all([text(command.stderr), once(command, "exit")]);
  return code === 0 && said === "" ? [] : [`npm run backup ended with ${code}: ${said.trim()}`];
}

const readableByOthers = (places: string[]) =>
  places.filter((place) => statSync(place).mode & 0o077).map((place) => `others may read ${path.basename(place)}`);

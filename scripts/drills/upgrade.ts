/**
 * npm run drill -- upgrade [--kills 50] [--tickets 2000]: databases as each earlier version left them are brought up to
 * date, and the process is killed at random moments. Done again, it comes to its end, every old row is there as it was,
 * and everything is equal to an upgrade that nobody disturbed. A database of a newer version is refused.
 */
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import { writerOf } from "#db/client.ts";
import { findFault } from "#db/find-fault.ts";
import { migrate } from "#db/migrate.ts";
import { runSite } from "../../tests/support/journey.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { printFaults, readNumber } from "./print-faults.ts";
import { buildChild, killMigration, timeMigration } from "./upgrade/kill-migration.ts";
import { changedRows, differences, makeOldDatabase, textOf, versions } from "./upgrade/old-site.ts";
import { databaseIn, withDatabase } from "./with-database.ts";

const USAGE = "usage: npm run drill -- upgrade [--kills 50] [--tickets 2000]";

export interface UpgradeReport {
  kills: number;
  /** Kills that came before the migration was done. */
  inTime: number;
  faults: string[];
}

export async function drill(args: string[]): Promise<boolean> {
  const options = { kills: { type: "string", default: "50" }, tickets: { type: "string", default: "2000" } } as const;
  const { values } = parseArgs({ args, options });
  const kills = Math.round(readNumber("kills", values.kills, USAGE));
  const tickets = Math.round(readNumber("tickets", values.tickets, USAGE));
  const older = versions.slice(0, -1);
  const folder = makeTemporaryFolder("drill");
  await buildChild();
  const reports: UpgradeReport[] = [];
  for (const version of older) reports.push(await drillUpgrade({ version, kills, tickets, folder }));
  const refusal = await refuseNewer(path.join(folder, "newer"));
  const sum = (of: "kills" | "inTime") => reports.reduce((all, report) => all + report[of], 0);
  const faults = [...reports.flatMap((report) => report.faults), ...refusal];
  console.log(
    `${older.length} earlier versions with ${tickets} tickets  ${sum("kills")} kills, ${sum("inTime")} of them in time  ` +
      `a newer version is ${refusal.length === 0 ? "refused" : "NOT refused"}  ${faults.length} faults`,
  );
  return printFaults(faults);
}

interface Upgrade {
  version: string;
  kills: number;
  tickets: number;
  /** Where it makes its files. */
  folder: string;
}

/** One earlier version, killed so many times on its way to this one, each time on a fresh copy. */
export async function drillUpgrade({ version, kills, tickets, folder }: Upgrade): Promise<UpgradeReport> {
  const file = (name: string) => path.join(folder, `${version}-${name}`);
  const [old, straight, killed] = [file("old"), file("straight"), file("killed")];
  await makeOldDatabase(old, version, tickets);
  copyFileSync(old, straight);
  const took = await timeMigration(straight);
  const faults = changedRows(old, straight);
  const undisturbed = textOf(straight);
  let inTime = 0;
  for (let kill = 0; kill < kills; kill++) {
    copyFileSync(old, killed);
    if (await killMigration(killed, Math.random() * took)) inTime += 1;
    await withDatabase(killed, migrate);
    const fault = findFault(killed, "whole");
    const different = fault ? [] : differences(textOf(killed), undisturbed);
    faults.push(...(fault ? [`the database ${fault}`] : different.map((table) => `${table} is another`)));
    for (const ending of ["", "-wal", "-shm"]) rmSync(killed + ending, { force: true });
  }
  for (const one of [old, straight]) rmSync(one);
  return { kills, inTime, faults: faults.map((fault) => `from ${version}: ${fault}`) };
}

/** What an older program says to the database of a newer one: one line. */
export async function refuseNewer(dataDir: string): Promise<string[]> {
  mkdirSync(dataDir);
  await withDatabase(databaseIn(dataDir), async (db) => {
    await migrate(db);
    await sql`insert into kysely_migration values ('9999-later', '2030')`.execute(writerOf(db));
  });
  const said = await runSite({ dataDir }).then(
    async (site) => `it started, and ended with ${await site.stop()}`,
    (error: Error) => error.message,
  );
  return /ended with 1:\n[^\n]*made by a newer version[^\n]*9999-later[^\n]*\n?$/.test(said) ? [] : [said];
}

/**
 * npm run drill -- power-cut [--writes 300] [--cuts 20]: visitors and agents write while every write and sync of the
 * site is recorded; then a disk is laid out that holds only what was synced when the power went, at so many moments.
 * Whatever was answered before such a moment must be on it.
 */
import { readFileSync, realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { findFault } from "#db/find-fault.ts";
import { createAdmin, type RunningSite } from "../../tests/support/journey.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { hasStrace, readRecord, runRecordedSite } from "./power-cut/record-site.ts";
import { SyncedDisk } from "./power-cut/synced-disk.ts";
import { printFaults, readNumber } from "./print-faults.ts";
import { ORIGIN } from "./stale-pages/people.ts";
import { databaseIn, withDatabase } from "./with-database.ts";
import { findLost } from "./writers/find-lost.ts";
import { findWrongFiles } from "./writers/find-wrong.ts";
import { gatherWriters } from "./writers/gather-writers.ts";
import type { Answered } from "./writers/writer.ts";

const USAGE = "usage: npm run drill -- power-cut [--writes 300] [--cuts 20]";

export interface PowerReport {
  answered: number;
  syncs: number;
  cuts: number;
  lost: string[];
  refused: string[];
  /** Files that there was no time to look through: the recording makes everything slow. */
  notTaken: number;
  /** Rows without their file, and what is wrong with the database or the secret. */
  faults: string[];
}

export async function drill(args: string[]): Promise<boolean> {
  const options = { writes: { type: "string", default: "300" }, cuts: { type: "string", default: "20" } } as const;
  const { values } = parseArgs({ args, options });
  const writes = readNumber("writes", values.writes, USAGE);
  const wanted = { writes, cuts: readNumber("cuts", values.cuts, USAGE) };
  if (!hasStrace()) {
    console.error("This drill needs strace, which is not here: apt-get install strace");
    return false;
  }
  const { answered, syncs, cuts, lost, refused, notTaken, faults } = await drillPowerCut(wanted);
  console.log(
    `${answered} writes answered  ${syncs} syncs (${(syncs / answered).toFixed(1)} each)  ${cuts} power cuts  ` +
      `${lost.length} lost  ${refused.length} refused (and ${notTaken} files not looked through in time)  ${faults.length} faults of database and files`,
  );
  return printFaults(lost, refused, faults);
}

export async function drillPowerCut({ writes, cuts }: { writes: number; cuts: number }): Promise<PowerReport> {
  const folder = realpathSync(makeTemporaryFolder("drill"));
  const dataDir = path.join(folder, "data");
  const record = path.join(folder, "record");
  const writers = gatherWriters({ visitors: 6, agents: 2, hasMail: true });
  let site: RunningSite | undefined;
  try {
    site = await runRecordedSite(dataDir, record);
    const { port, pid } = site;
    await createAdmin({ ...site, origin: ORIGIN });
    for (const agent of writers.agents) await agent.begin(port);
    const isOver = () => writers.countAnswered() >= writes;
    const ends = await Promise.all(writers.all.map((writer) => writer.write(port, { isOver })));
    if (ends.includes("gone")) throw new Error("the site broke a connection off");
    await site.stop();
    const answered = writers.answered().sort((one, other) => one.at - other.at);
    const found = await cutPower({ answered, cuts, folder, dataDir, record, pid });
    const notTaken = writers.countNotTaken();
    return { answered: answered.length, cuts, refused: writers.refused(), notTaken, ...found };
  } finally {
    await site?.stop().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Cutting {
  /** In the order in which the answers came. */
  answered: Answered[];
  cuts: number;
  folder: string;
  dataDir: string;
  record: string;
  pid: number;
}

/** Plays the record, and lays the disk out at the moments of some answers, the last of them among these. */
async function cutPower({ answered, cuts, folder, dataDir, record, pid }: Cutting) {
  const disk = new SyncedDisk(dataDir);
  const found = { lost: [] as string[], faults: [] as string[] };
  const moments = Array.from({ length: cuts }, (_, n) => answered[Math.ceil((answered.length * (n + 1)) / cuts) - 1]);
  const look = async (moment: number) => {
    const before = answered.filter(({ at }) => at <= moment);
    const after = `${before.length} answers`;
    const { lost, faults } = await lookAtDisk(disk, path.join(folder, "after"), before);
    found.lost.push(...lost.map((one) => `after ${after}: ${one}`));
    found.faults.push(...faults.map((one) => `after ${after}: ${one}`));
  };
  let syncs = 0;
  for await (const { at, call } of readRecord(record, pid)) {
    while (moments[0] && at > moments[0].at) await look((moments.shift() as Answered).at);
    if (moments.length === 0) break;
    disk.apply(call);
    syncs = disk.syncs;
  }
  for (const { at } of moments as Answered[]) await look(at);
  return { ...found, syncs };
}

async function lookAtDisk(disk: SyncedDisk, dataDir: string, answered: Answered[]) {
  const file = databaseIn(dataDir);
  try {
    disk.layOut(dataDir);
    const fault = findFault(file, "whole");
    if (fault) return { lost: [], faults: [`the database ${fault}`] };
    return await withDatabase(file, async (db) => ({
      lost: (await findLost(db, answered)).lost,
      faults: [...(await findWrongFiles(db, dataDir)), ...wrongSecret(dataDir)],
    }));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** What secret links are signed with. */
function wrongSecret(dataDir: string): string[] {
  try {
    return readFileSync(path.join(dataDir, "secret")).length >= 32 ? [] : ["the secret is cut short"];
  } catch {
    return ["the secret is gone"];
  }
}

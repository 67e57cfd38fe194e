/**
 * npm run drill -- two-processes [--seconds 20]: two processes begin at once on one empty data folder, and four people
 * write on each, 50 writes a second in all. Nothing is lost, nobody is turned away, and the tables are made once.
 */
import { rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import { findFault } from "#db/find-fault.ts";
import { migrations } from "#db/migrations/index.ts";
import { createAdmin, type RunningSite, runSite } from "../../tests/support/journey.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { restsFor } from "./paced.ts";
import { printFaults, readNumber } from "./print-faults.ts";
import { processorMs } from "./soak/measure.ts";
import { ORIGIN } from "./stale-pages/people.ts";
import { databaseIn, withDatabase } from "./with-database.ts";
import { findLost } from "./writers/find-lost.ts";
import { findWrong, findWrongFiles } from "./writers/find-wrong.ts";
import { gatherWriters, type Writers } from "./writers/gather-writers.ts";
import { SILENT_SITE } from "./writers/silent-site.ts";
import { waitForWork } from "./writers/wait-for-work.ts";

const USAGE = "usage: npm run drill -- two-processes [--seconds 20]";
const PER_SECOND = 50;

export async function drill(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { seconds: { type: "string", default: "20" } } });
  const seconds = readNumber("seconds", values.seconds, USAGE);
  const { answered, processor, own, lost, twice, refused, faults } = await drillTwoProcesses(seconds);
  const each = (ms: number) => `${(ms / answered).toFixed(1)} ms`;
  console.log(
    `2 processes, 8 writers  ${answered} writes answered, ${(answered / seconds).toFixed(0)} a second of ${PER_SECOND} that were asked for  ` +
      `${each(processor)} of processor time for each, and ${each(own)} for the drill  ` +
      `${lost.length} lost  ${twice.length} twice  ${refused.length} refused  ${faults.length} other faults`,
  );
  return printFaults(lost, twice, refused, faults);
}

async function drillTwoProcesses(seconds: number) {
  const root = makeTemporaryFolder("drill");
  const dataDir = path.join(root, "data");
  let sites: RunningSite[] = [];
  try {
    sites = await startTwo(dataDir);
    const writers = gatherWriters({ visitors: 6, agents: 2, hasMail: true });
    const before = sites.reduce((sum, { pid }) => sum + (processorMs(pid) ?? 0), 0);
    const ownBefore = processorMs(process.pid) ?? 0;
    await writeOnBoth(sites, writers, seconds);
    const processor = sites.reduce((sum, { pid }) => sum + (processorMs(pid) ?? 0), 0) - before;
    const own = (processorMs(process.pid) ?? 0) - ownBefore;
    await withDatabase(databaseIn(dataDir), (db) => waitForWork(db));
    const codes = await Promise.all(sites.map((site) => site.stop()));
    const faults = codes.filter((code) => code !== 0).map((code) => `a process ended with ${code}`);
    return await withDatabase(databaseIn(dataDir), async (db) => ({
      answered: writers.countAnswered(),
      processor,
      own,
      refused: writers.refused(),
      ...(await findLost(db, writers.answered())),
      faults: [...faults, ...(await wrongTables(db, dataDir)), ...(await findWrong(db))],
    }));
  } finally {
    await Promise.all(sites.map((site) => site.stop().catch(() => undefined)));
    rmSync(root, { recursive: true, force: true });
  }
}

/** Both at the same moment, on a folder with nothing in it. */
export function startTwo(dataDir: string): Promise<RunningSite[]> {
  return Promise.all([1, 2].map(() => runSite({ dataDir, ...SILENT_SITE })));
}

export async function writeOnBoth(sites: RunningSite[], writers: Writers, seconds: number): Promise<void> {
  const ports = sites.map(({ port }) => port);
  // Each may have said an address where the first admin is made; the newest is the one that counts.
  await Promise.any(
    sites.filter(({ welcomePath }) => welcomePath).map((site) => createAdmin({ ...site, origin: ORIGIN })),
  );
  for (const agent of writers.agents) await agent.begin(ports[0] as number);
  const until = performance.now() + seconds * 1000;
  const rests = restsFor(writers.all.length, PER_SECOND);
  const isOver = () => performance.now() > until;
  const ends = await Promise.all(
    writers.all.map((writer, n) => writer.write(ports[n % 2] as number, { isOver, rest: rests() })),
  );
  if (ends.includes("gone")) throw new Error("a process broke a connection off");
}

/** What two processes that make the same tables may have left. */
export async function wrongTables(db: Db, dataDir: string): Promise<string[]> {
  const fault = findFault(databaseIn(dataDir), "whole");
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  const isEach = rows.map(({ name }) => name).join() === Object.keys(migrations).sort().join();
  return [
    ...(fault ? [`the database ${fault}`] : []),
    ...(isEach ? [] : [`the migrations are ${rows.map(({ name }) => name).join(", ")}`]),
    ...(await findWrongFiles(db, dataDir)),
  ];
}

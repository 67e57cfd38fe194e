/**
 * npm run drill -- shutdown [--rounds 10]: the site is told to stop while 20 forms are on their way. Each is answered
 * and kept, or not answered; the process ends by itself within ten seconds, and leaves no log of the database worth
 * naming. Before that somebody reads for long while much is written, which makes the log grow: not for good.
 */
import { rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { createAdmin, type RunningSite, runSite } from "../../tests/support/journey.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { printFaults, readNumber } from "./print-faults.ts";
import { readForLong } from "./shutdown/read-for-long.ts";
import { type Stopped, stopUnderLoad } from "./shutdown/stop-under-load.ts";
import { ORIGIN } from "./stale-pages/people.ts";
import { databaseIn, withDatabase } from "./with-database.ts";
import { findLost } from "./writers/find-lost.ts";
import { findWrongFiles } from "./writers/find-wrong.ts";
import { gatherWriters } from "./writers/gather-writers.ts";

const USAGE = "usage: npm run drill -- shutdown [--rounds 10]";
const REQUESTS = 20;
const STOP_WITHIN_MS = 10_000;
export const MOST_LOG_BYTES = 64 * 1024 * 1024;
const READ_MS = 5_000;

export async function drill(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { rounds: { type: "string", default: "10" } } });
  const { stops, log, lost, refused, wrong } = await drillShutdown(
    Math.round(readNumber("rounds", values.rounds, USAGE)),
  );
  const sum = (of: "answered" | "cutOff") => stops.reduce((all, stop) => all + stop[of], 0);
  const most = (of: "ms" | "logLeft") => Math.max(...stops.map((stop) => stop[of]));
  const faults = [...lost, ...refused, ...wrong, ...stops.flatMap(faultsOf)];
  if (log.after > MOST_LOG_BYTES) faults.push(`the log kept ${megabytes(log.after)} after a long reader`);
  console.log(
    `${stops.length} stops with ${REQUESTS} forms on their way  ${sum("answered")} answered  ${sum("cutOff")} not  ` +
      `${lost.length} lost  slowest ${most("ms")} ms  log left ${megabytes(most("logLeft"))}; ` +
      `${megabytes(log.during)} during a long reader, ${megabytes(log.after)} after it  ${faults.length} faults`,
  );
  return printFaults(faults);
}

export function faultsOf({ code, ms, logLeft }: Stopped): string[] {
  return [
    ...(code === 0 ? [] : [`the process ended with ${code}`]),
    ...(ms <= STOP_WITHIN_MS ? [] : [`a stop took ${ms} ms`]),
    ...(logLeft < MOST_LOG_BYTES ? [] : [`a stop left a log of ${megabytes(logLeft)}`]),
  ];
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;

async function drillShutdown(rounds: number) {
  const root = makeTemporaryFolder("drill");
  const dataDir = path.join(root, "data");
  const writers = gatherWriters({ visitors: REQUESTS, agents: 0 });
  const stops: Stopped[] = [];
  let log = { during: 0, after: 0 };
  let site: RunningSite | undefined;
  try {
    for (let round = 0; round < rounds; round++) {
      site = await runSite({ dataDir, BASE_URL: ORIGIN, LOG_LEVEL: "silent" });
      if (round === 0) {
        await createAdmin({ ...site, origin: ORIGIN });
        log = await withDatabase(databaseIn(dataDir), (db) => readForLong(db, dataDir, READ_MS));
      }
      const { port } = site;
      // What the stop before has left without an answer.
      await Promise.all(writers.all.map((writer) => writer.sendAgain(port)));
      stops.push(await stopUnderLoad(site, writers.all, Math.random() * 60));
    }
    return await withDatabase(databaseIn(dataDir), async (db) => {
      const { lost, twice } = await findLost(db, writers.answered());
      return {
        stops,
        log,
        lost,
        refused: writers.refused(),
        wrong: [...twice, ...(await findWrongFiles(db, dataDir))],
      };
    });
  } finally {
    await site?.stop().catch(() => undefined);
    rmSync(root, { recursive: true, force: true });
  }
}

/**
 * npm run drill -- soak [--minutes 120] [--per-second 20] [--tickets 5000]: people read and write for long, 95 to 5, in a
 * forum with so many made-up tickets, so that what is kept in memory is full soon. What the process
 * holds must not grow once it is warm, the database must be as large as what is in it, and nothing may be said on the
 * screen: an error that nobody caught stands there.
 */
import { mkdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import { migrate } from "#db/migrate.ts";
import { createAdmin, type RunningSite, runSite } from "../../tests/support/journey.ts";
import { asNpmStart } from "../bench/as-npm-start.ts";
import { fillForum } from "../bench/made-up-forum.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { restsFor } from "./paced.ts";
import { printFaults, readNumber } from "./print-faults.ts";
import { MOST_LOG_BYTES } from "./shutdown.ts";
import { canMeasure, type Measured, measure, slope } from "./soak/measure.ts";
import { type Reads, readPages } from "./soak/read-pages.ts";
import { ORIGIN } from "./stale-pages/people.ts";
import { databaseIn, withDatabase } from "./with-database.ts";
import { findLost } from "./writers/find-lost.ts";
import { findWrongFiles } from "./writers/find-wrong.ts";
import { gatherWriters, type Writers } from "./writers/gather-writers.ts";

const USAGE = "usage: npm run drill -- soak [--minutes 120] [--per-second 20] [--tickets 5000]";
const WRITES = 0.05;
const READERS = 4;
const MOST_GROWTH = 5 * 1024 * 1024;
/** Connections come and go; what is not closed adds up to more. */
const MORE_DESCRIPTORS = 20;
/** Pages of the file that are half full, or free for what comes next. */
const MOST_AIR = 1.5;
/** From then on kept pages, compiled code and the database's own cache are as large as they get. */
const WARM_AFTER_MINUTES = 20;
const ROWS = 12;

export async function drill(args: string[]): Promise<boolean> {
  const options = {
    minutes: { type: "string", default: "120" },
    "per-second": { type: "string", default: "20" },
    tickets: { type: "string", default: "5000" },
  } as const;
  const { values } = parseArgs({ args, options });
  const minutes = readNumber("minutes", values.minutes, USAGE);
  const perSecond = readNumber("per-second", values["per-second"], USAGE);
  const tickets = Math.round(readNumber("tickets", values.tickets, USAGE));
  if (!canMeasure()) {
    console.error("This drill reads /proc, which is not here: run it on Linux");
    return false;
  }
  console.log(
    "| minutes | resident | descriptors | database | its log | reads | writes |\n|---|---|---|---|---|---|---|",
  );
  const { measured, reads, answered, compact, faults } = await drillSoak({ minutes, perSecond, tickets });
  const warmAfter = Math.min(WARM_AFTER_MINUTES, minutes / 3);
  const warm = measured.filter((one) => one.minutes >= warmAfter);
  const { perHour, error } = slope(warm, "resident");
  const { database } = measured.at(-1) as Measured;
  const isLong = minutes >= 3 * WARM_AFTER_MINUTES;
  console.log(
    `${minutes} minutes  ${reads.count} reads  ${reads.brokenOff} connections broken off  ${answered} writes answered  resident ${megabytes(perHour)} (± ${megabytes(error)}) ` +
      `an hour after the first ${warmAfter.toFixed(0)} minutes${isLong ? "" : ", too short a time to say"}  ` +
      `database ${megabytes(database)}, ${megabytes(compact)} without its air  ${faults.length} faults`,
  );
  return printFaults(faults, grown(warm, isLong), tooMuchAir(database, compact));
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function grown(warm: Measured[], isLong: boolean): string[] {
  const { perHour } = slope(warm, "resident");
  const quarter = Math.ceil(warm.length / 4);
  const most = (some: Measured[]) => Math.max(...some.map(({ descriptors }) => descriptors));
  const [first, last] = [most(warm.slice(0, quarter)), most(warm.slice(-quarter))];
  const log = Math.max(...warm.map((one) => one.log));
  return [
    ...(isLong && perHour > MOST_GROWTH ? [`the process grows by ${megabytes(perHour)} an hour`] : []),
    ...(last > first + MORE_DESCRIPTORS ? [`${first} open descriptors became ${last}`] : []),
    ...(log > MOST_LOG_BYTES ? [`the log of the database grew to ${megabytes(log)}`] : []),
  ];
}

const tooMuchAir = (database: number, compact: number): string[] =>
  database > MOST_AIR * compact
    ? [`the database is ${(database / compact).toFixed(1)} times as large as its content`]
    : [];

interface Soak {
  minutes: number;
  perSecond: number;
  tickets: number;
}

async function drillSoak({ minutes, perSecond, tickets }: Soak) {
  const root = makeTemporaryFolder("drill");
  const dataDir = path.join(root, "data");
  const writers = gatherWriters({ visitors: 6, agents: 2 });
  const reads: Reads = { count: 0, brokenOff: 0, wrong: [] };
  let site: RunningSite | undefined;
  try {
    mkdirSync(dataDir);
    await withDatabase(databaseIn(dataDir), migrate);
    fillForum(databaseIn(dataDir), { tickets, articles: 100 });
    const NODE_OPTIONS = asNpmStart.flags.join(" ");
    site = await runSite({ dataDir, BASE_URL: ORIGIN, ...asNpmStart.settings, NODE_OPTIONS });
    await createAdmin({ ...site, origin: ORIGIN });
    for (const agent of writers.agents) await agent.begin(site.port);
    const said = site.output();
    const measured = await act(site, { writers, reads, minutes, perSecond, tickets });
    const code = await site.stop();
    const faults = [
      ...writers.refused(),
      ...reads.wrong,
      ...(code === 0 ? [] : [`the process ended with ${code}`]),
      ...site.output().slice(said.length).split("\n").filter(Boolean),
    ];
    return await withDatabase(databaseIn(dataDir), async (db) => {
      const { lost, twice } = await findLost(db, writers.answered());
      // The counts of made-up tickets are made up too.
      faults.push(...lost, ...twice, ...(await findWrongFiles(db, dataDir)));
      const copy = path.join(root, "compact.sqlite");
      await sql`vacuum into ${copy}`.execute(db);
      return { measured, reads, answered: writers.countAnswered(), compact: statSync(copy).size, faults };
    });
  } finally {
    await site?.stop().catch(() => undefined);
    rmSync(root, { recursive: true, force: true });
  }
}

interface Acting extends Soak {
  writers: Writers;
  reads: Reads;
}

/** Returns what was measured four times a minute, and prints some of it as a table. */
async function act({ port, pid, dataDir }: RunningSite, { writers, reads, minutes, perSecond, tickets }: Acting) {
  const startedAt = performance.now();
  const passed = () => (performance.now() - startedAt) / 60_000;
  const isOver = () => passed() >= minutes;
  const [forWriter, forReader] = [
    restsFor(writers.all.length, perSecond * WRITES),
    restsFor(READERS, perSecond * (1 - WRITES)),
  ];
  const acting = Promise.all([
    ...writers.all.map(async (writer) => {
      // What has no answer is sent again, as people do.
      while ((await writer.write(port, { isOver, rest: forWriter() })) === "gone") reads.brokenOff += 1;
    }),
    ...Array.from({ length: READERS }, () => readPages({ port, tickets, reads, isOver, rest: forReader() })),
  ]);
  let hasFailed = false;
  acting.catch(() => {
    hasFailed = true;
  });
  const measured: Measured[] = [];
  for (let row = 0; !isOver() && !hasFailed; ) {
    await sleep(Math.min(15_000, (minutes * 60_000) / 40));
    const now = measure(pid, dataDir, passed());
    measured.push(now);
    if (now.minutes < (minutes / ROWS) * (row + 1)) continue;
    row = Math.floor(now.minutes / (minutes / ROWS));
    const { resident, descriptors, database, log } = now;
    const cells = [now.minutes.toFixed(0), megabytes(resident), descriptors, megabytes(database), megabytes(log)];
    console.log(`| ${[...cells, reads.count, writers.countAnswered()].join(" | ")} |`);
  }
  await acting;
  return measured;
}

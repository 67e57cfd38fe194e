/**
 * npm run drill -- clock [--seconds 3]: the clock of the machine is stepped while people write: by a second, a minute, a
 * day back, a year ahead and back, into the hours in which summer time begins and ends. Numbers and conversations keep
 * their order, what has expired stays so, limits neither hold for ever nor let everything through, and work and
 * backups wait for no day that is far away. Needs libfaketime.
 */
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createAdmin, type RunningSite, runSite } from "../../tests/support/journey.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { FakedClock, findLibrary } from "./clock/faked-clock.ts";
import { findWrongLimits, Insister } from "./clock/find-wrong-limits.ts";
import { findWrongPages, findWrongTimes } from "./clock/find-wrong-times.ts";
import { findOpening, handOutKeys, type OldKeys, signIn } from "./clock/old-keys.ts";
import { printFaults, readNumber } from "./print-faults.ts";
import { ORIGIN } from "./stale-pages/people.ts";
import { databaseIn, withDatabase } from "./with-database.ts";
import { findLost } from "./writers/find-lost.ts";
import { findWrong } from "./writers/find-wrong.ts";
import { gatherWriters, type Writers } from "./writers/gather-writers.ts";
import { waitForWork } from "./writers/wait-for-work.ts";

const USAGE = "usage: npm run drill -- clock [--seconds 3]";
const DAY = 24 * 60 * 60;
const YEAR = 365 * DAY;

interface Step {
  name: string;
  /** How far off the clock is then, in seconds. */
  off: () => number;
  /** By then what had a time to live has outlived it. */
  isLong?: true;
}

const off = (iso: string) => () => (Date.parse(iso) - Date.now()) / 1000;

/** In the site's zone, Kyiv, summer time begins on 28 March 2027 and ends on 31 October 2027, at 01:00 UTC. */
const STEPS: Step[] = [
  { name: "a second back, as in a leap second", off: () => -1 },
  { name: "a minute ahead, as NTP does", off: () => 60 },
  { name: "a minute back, as NTP does", off: () => 0 },
  { name: "a day back", off: () => -DAY },
  { name: "twelve minutes later", off: () => -DAY + 720 },
  { name: "right again", off: () => 0 },
  { name: "a year ahead", off: () => YEAR, isLong: true },
  { name: "right again after a year", off: () => 0 },
  { name: "the hour in which summer time begins", off: off("2027-03-28T00:59:58Z") },
  { name: "the hour in which summer time ends", off: off("2027-10-31T00:59:58Z") },
  { name: "right again after summer", off: () => 0 },
];

export async function drill(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { seconds: { type: "string", default: "3" } } });
  const seconds = readNumber("seconds", values.seconds, USAGE);
  const library = findLibrary();
  if (!library) {
    console.error("This drill needs libfaketime, which is not here, so NOTHING was tried: apt-get install faketime");
    return false;
  }
  const { answered, lost, faults } = await drillClock(library, seconds);
  console.log(
    `${STEPS.length} steps of the clock  ${answered} writes answered  ${lost.length} lost  ${faults.length} faults`,
  );
  return printFaults(lost, faults);
}

async function drillClock(library: string, seconds: number) {
  const root = makeTemporaryFolder("drill");
  const dataDir = path.join(root, "data");
  const clock = new FakedClock(library, path.join(root, "clock"));
  const writers = gatherWriters({ visitors: 6, agents: 2 });
  const faults: string[] = [];
  let site: RunningSite | undefined;
  try {
    site = await runSite({ dataDir, BASE_URL: ORIGIN, SITE_TIMEZONE: "Europe/Kyiv", ...clock.environment });
    await createAdmin({ ...site, origin: ORIGIN });
    for (const agent of writers.agents) await agent.begin(site.port);
    const keys = await handOutKeys(site.port, site.welcomePath as string);
    const said = site.output().length;
    const people: Insister[] = [];
    let isOutlived = false;
    for (const step of STEPS) {
      isOutlived ||= step.isLong === true;
      const found = await takeStep(step, { site, clock, writers, seconds, keys, people, isOutlived, dataDir });
      faults.push(...found.map((fault) => `${step.name}: ${fault}`));
      console.log(`${step.name}: ${found.length === 0 ? "stood" : `${found.length} faults`}`);
      printFaults(found);
    }
    await withDatabase(databaseIn(dataDir), (db) => waitForWork(db));
    const code = await site.stop();
    if (code !== 0) faults.push(`the process ended with ${code}`);
    faults.push(...site.output().slice(said).split("\n").filter(Boolean));
    return await withDatabase(databaseIn(dataDir), async (db) => {
      const { lost, twice } = await findLost(db, writers.answered());
      faults.push(...twice, ...(await findWrong(db)), ...writers.refused());
      return { answered: writers.countAnswered(), lost, faults };
    });
  } finally {
    await site?.stop().catch(() => undefined);
    rmSync(root, { recursive: true, force: true });
  }
}

interface Stepping {
  site: RunningSite;
  clock: FakedClock;
  writers: Writers;
  seconds: number;
  keys: OldKeys;
  /** Of limits: one of each earlier step, who were told to wait in it. */
  people: Insister[];
  isOutlived: boolean;
  dataDir: string;
}

/** Visitors write before, during and after the step; agents after it, when they have signed in again. */
async function takeStep({ off }: Step, at: Stepping): Promise<string[]> {
  const { site, clock, writers, seconds, keys, people, isOutlived, dataDir } = at;
  const { port } = site;
  let isOver = false;
  const write = (some: Writers["all"]) => some.map((writer) => writer.write(port, { isOver: () => isOver }));
  const writing = write(writers.all.filter((writer) => !writers.agents.some((agent) => agent === writer)));
  await sleep((seconds * 1000) / 3);
  await clock.setTo(off());
  const team = await signIn(port);
  for (const agent of writers.agents) await agent.signIn(port);
  writing.push(...write(writers.agents));
  await sleep((seconds * 1000 * 2) / 3);
  isOver = true;
  if ((await Promise.all(writing)).includes("gone")) throw new Error("the site broke a connection off");
  people.push(new Insister());
  const opening = await findOpening(port, keys);
  const allowed = isOutlived ? [] : ["the old session", "the invitation"];
  return withDatabase(databaseIn(dataDir), async (db) => {
    // The running site looks for work once a second.
    await sleep(2_000);
    await waitForWork(db, () => clock.now());
    const { ticket_id: ticketId } = await db
      .selectFrom("replies")
      .innerJoin("tickets", "tickets.id", "replies.ticket_id")
      .select("ticket_id")
      .where("replies.moderation", "=", "published")
      .where("replies.kind", "<>", "note")
      .where("tickets.moderation", "=", "published")
      .orderBy("replies.id", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    const answered = writers.all.map((writer) => writer.answered);
    return [
      ...opening.filter((key) => !allowed.includes(key)).map((key) => `${key} opens something`),
      ...allowed.filter((key) => !opening.includes(key)).map((key) => `${key} opens nothing any more`),
      ...(await findWrongLimits(port, ticketId, people)),
      ...(await findWrongTimes(db, { now: clock.now(), answered })),
      ...(await findWrongPages(port, { team, ticketId })),
    ];
  });
}

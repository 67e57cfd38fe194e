/**
 * npm run drill -- disk-full [--rounds 5]: the disk of the data folder fills up, again and again. Reading goes on,
 * whoever writes gets an answer of 503 with their text, the desk says so, and once there is room the site takes writes
 * again by itself: nothing was kept half, nothing that was answered is lost, and the log did not fill the disk.
 */
import { rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { findFault } from "#db/find-fault.ts";
import { ADMIN, createAdmin, plainBrowser, type RunningSite, runSite } from "../../tests/support/journey.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { MAY_NOT_MOUNT, mountDisk, type SmallDisk } from "./disk-full/small-disk.ts";
import { writeOnFullDisk } from "./disk-full/write-on-full-disk.ts";
import { printFaults, readNumber } from "./print-faults.ts";
import { ORIGIN } from "./stale-pages/people.ts";
import { databaseIn, withDatabase } from "./with-database.ts";
import { findLost } from "./writers/find-lost.ts";
import { findWrong, findWrongFiles } from "./writers/find-wrong.ts";
import { gatherWriters } from "./writers/gather-writers.ts";
import { waitForWork } from "./writers/wait-for-work.ts";

const USAGE = "usage: npm run drill -- disk-full [--rounds 5]";
/** Of the log: a line when it begins and one when it is over, and what comes with the start. */
const MOST_LINES_A_ROUND = 10;
const WORDS = ["invoice", "printer", "calendar", "battery", "keyboard", "delivery", "window", "password"];

export async function drill(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { rounds: { type: "string", default: "5" } } });
  const rounds = Math.round(readNumber("rounds", values.rounds, USAGE));
  const folder = makeTemporaryFolder("drill");
  const disk = mountDisk(folder, "size=32m");
  try {
    if (!disk) {
      console.error(MAY_NOT_MOUNT);
      return false;
    }
    const { answered, faults } = await drillDiskFull(folder, disk, rounds);
    console.log(`${rounds} times a full disk  ${answered} writes answered between  ${faults.length} faults`);
    return printFaults(faults);
  } finally {
    disk?.unmount();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function drillDiskFull(folder: string, disk: SmallDisk, rounds: number) {
  const dataDir = path.join(folder, "data");
  const faults: string[] = [];
  let site: RunningSite | undefined;
  try {
    site = { ...(await runSite({ dataDir, BASE_URL: ORIGIN, LOG_LEVEL: "info" })), origin: ORIGIN };
    const { port } = site;
    const writers = gatherWriters({ visitors: 3, agents: 0 });
    await createAdmin(site);
    const team = plainBrowser(site);
    await team.press(await team.open("/desk/sign-in"), "sign-in", ADMIN);
    const isOver = (most: number) => () => writers.countAnswered() >= most;
    for (let round = 0; round < rounds; round++) {
      await Promise.all(writers.all.map((writer) => writer.write(port, { isOver: isOver(10 * (round + 1)) })));
      const word = `${WORDS[round % WORDS.length]} ${round}`;
      faults.push(...(await writeOnFullDisk(site, { disk, team, word })));
    }
    await withDatabase(databaseIn(dataDir), (db) => waitForWork(db));
    const code = await site.stop();
    if (code !== 0) faults.push(`the process ended with ${code}`);
    faults.push(...wrongLog(site.output(), rounds), ...(await findLeftovers(dataDir, rounds)));
    return await withDatabase(databaseIn(dataDir), async (db) => {
      const { lost, twice } = await findLost(db, writers.answered());
      faults.push(
        ...lost,
        ...twice,
        ...writers.refused(),
        ...(await findWrong(db)),
        ...(await findWrongFiles(db, dataDir)),
      );
      return { answered: writers.countAnswered(), faults };
    });
  } finally {
    await site?.stop().catch(() => undefined);
  }
}

/** Requests have a line each; apart from these the log says when it began and when it was over. */
function wrongLog(output: string, rounds: number): string[] {
  const lines = output.split("\n").filter((line) => line && !line.includes('"status"'));
  return [
    ...(lines.length > MOST_LINES_A_ROUND * (rounds + 1) ? [`${lines.length} lines in the log`] : []),
    ...(output.includes("a page failed") ? ["the log says that a page failed"] : []),
  ];
}

/** Each form was taken in the end, once and whole. */
async function findLeftovers(dataDir: string, rounds: number): Promise<string[]> {
  const fault = findFault(databaseIn(dataDir), "whole");
  if (fault) return [`the database ${fault}`];
  return withDatabase(databaseIn(dataDir), async (db) => {
    const tickets = await db
      .selectFrom("tickets")
      .select("title")
      .where("title", "like", "In the middle of %")
      .execute();
    return tickets.length === rounds ? [] : [`${rounds} tickets were sent, and ${tickets.length} are there`];
  });
}

/**
 * npm run drill -- kill9 [--rounds 200]: eight visitors and two agents write while the site is killed without warning,
 * again and again. What was answered must be there, once, and the database sound. Who got no answer sends the same form
 * again; work after the answer is done all the same.
 */
import { existsSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Db, inQuietTransaction } from "#db/client.ts";
import { findFault } from "#db/find-fault.ts";
import { enqueue } from "~/jobs/enqueue.server.ts";
import { createAdmin, type RunningSite, runSite } from "../../tests/support/journey.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { isCrowded } from "./is-crowded.ts";
import { printFaults, readNumber } from "./print-faults.ts";
import { ORIGIN } from "./stale-pages/people.ts";
import { databaseIn, withDatabase } from "./with-database.ts";
import { findLost, type Lost } from "./writers/find-lost.ts";
import { findWrong, findWrongFiles } from "./writers/find-wrong.ts";
import { gatherWriters, type Writers } from "./writers/gather-writers.ts";
import { SILENT_SITE } from "./writers/silent-site.ts";
import { waitForWork } from "./writers/wait-for-work.ts";

const USAGE = "usage: npm run drill -- kill9 [--rounds 200]";
const LONGEST_MS = 20_000;
/** A start that takes longer is one that people notice. */
const START_WITHIN_MS = 3_000;

export interface KillReport extends Lost {
  rounds: number;
  /** Writes that were answered, and those of them that had been sent before without an answer. */
  answered: number;
  sentAgain: number;
  slowestStartMs: number;
  /** Answered with something else than "received". */
  refused: string[];
  /** Counts, index, files and work after the answer. */
  wrong: string[];
  faults: string[];
}

export async function drill(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { rounds: { type: "string", default: "200" } } });
  const report = await drillKills(Math.round(readNumber("rounds", values.rounds, USAGE)));
  const { rounds, answered, sentAgain, lost, twice, wrong, faults, refused, slowestStartMs } = report;
  console.log(
    `${rounds} kills  ${answered} writes answered (${sentAgain} sent again)  ${lost.length} lost  ` +
      `${twice.length} twice  ${refused.length} refused  ${wrong.length} wrong counts, files, entries or jobs  ` +
      `${faults.length} faults of the database  slowest start ${slowestStartMs} ms`,
  );
  const isSlow = slowestStartMs > START_WITHIN_MS && !isCrowded() ? [`a start took ${slowestStartMs} ms`] : [];
  return printFaults(lost, twice, refused, wrong, faults, isSlow);
}

export async function drillKills(rounds: number): Promise<KillReport> {
  const dataDir = makeTemporaryFolder("drill");
  const file = databaseIn(dataDir);
  const writers = gatherWriters({ visitors: 8, agents: 2, hasMail: true });
  const faults: string[] = [];
  let slowestStartMs = 0;
  let site: RunningSite | undefined;
  try {
    for (let round = 0; round <= rounds; round++) {
      const startedAt = performance.now();
      site = await runSite({ dataDir, ...SILENT_SITE });
      slowestStartMs = Math.max(slowestStartMs, Math.round(performance.now() - startedAt));
      const { port, pid } = site;
      if (round === 0) {
        await createAdmin({ ...site, origin: ORIGIN });
        for (const agent of writers.agents) await agent.begin(port);
      }
      if (round === rounds) break;
      const writing = writers.all.map((writer) => writer.write(port));
      await waitForAnswer(writers);
      if (round % 3 === 0) await withDatabase(file, askForWork);
      await sleep(20 + Math.random() * 780);
      process.kill(pid, "SIGKILL");
      await Promise.all(writing);
      const fault = findFault(file, "whole");
      if (fault) faults.push(`after kill ${round + 1} the database ${fault}`);
    }
    // The last start is for what is still without an answer, and for the work that the kills have left.
    const { port } = site as RunningSite;
    await Promise.all(writers.all.map((writer) => writer.sendAgain(port)));
    await withDatabase(file, (db) => waitForWork(db));
    await site?.stop();
    return await withDatabase(file, async (db) => ({
      ...(await findLost(db, writers.answered())),
      wrong: [...(await findWrong(db)), ...(await findWrongFiles(db, dataDir, { afterTidying: true }))],
      rounds,
      answered: writers.countAnswered(),
      sentAgain: writers.all.reduce((sum, { sentAgain }) => sum + sentAgain, 0),
      slowestStartMs,
      refused: writers.refused(),
      faults,
    }));
  } finally {
    await site?.stop().catch(() => undefined);
    if (existsSync(dataDir)) rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A fresh process is slow at first: the time to the kill counts from its first answer. */
async function waitForAnswer(writers: Writers): Promise<void> {
  const [before, until] = [writers.countAnswered(), performance.now() + LONGEST_MS];
  while (writers.countAnswered() === before && performance.now() < until) await sleep(5);
}

/** Work in many transactions, for the kill to come between two of them: the whole search index anew, and more. */
async function askForWork(db: Db): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await enqueue(trx, "forget what was taken out", {}, Date.now());
    await enqueue(trx, "collect files", {}, Date.now());
    const texts = await trx.selectFrom("tickets").select("id").orderBy("id", "desc").limit(3).execute();
    for (const { id } of texts) await enqueue(trx, "render a text again", { ticketId: id }, Date.now());
  });
}

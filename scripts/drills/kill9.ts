/**
 * npm run drill -- kill9 [--rounds 200]: eight visitors write while the site is killed without warning, again and again.
 * What was answered must be there, once, and the database sound. Who got no answer sends the same form again.
 */
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { closeDatabase, type Db, openDatabase } from "#db/client.ts";
import { findFault } from "#db/find-fault.ts";
import { createAdmin, type RunningSite, runSite } from "../../tests/support/journey.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { findLost, type Lost } from "./kill9/find-lost.ts";
import { Writer } from "./kill9/writer.ts";
import { ORIGIN } from "./stale-pages/people.ts";

const USAGE = "usage: npm run drill -- kill9 [--rounds 200]";
const WRITERS = 8;
const LONGEST_MS = 20_000;

export interface KillReport extends Lost {
  rounds: number;
  /** Writes that were answered, and those of them that had been sent before without an answer. */
  answered: number;
  sentAgain: number;
  slowestStartMs: number;
  faults: string[];
}

export async function drill(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { rounds: { type: "string", default: "200" } } });
  const rounds = Number(values.rounds);
  if (!(Number.isInteger(rounds) && rounds > 0)) throw new Error(`--rounds takes a number\n${USAGE}`);
  const report = await drillKills(rounds);
  const { answered, sentAgain, lost, twice, wrong, faults, slowestStartMs } = report;
  console.log(
    `${rounds} kills  ${answered} writes answered (${sentAgain} sent again)  ${lost.length} lost  ` +
      `${twice.length} twice  ${wrong.length} wrong counts  ${faults.length} faults of the database  ` +
      `slowest start ${slowestStartMs} ms`,
  );
  const lines = [...lost, ...twice, ...wrong, ...faults];
  for (const line of lines.slice(0, 20)) console.log(`  ${line}`);
  return lines.length === 0;
}

export async function drillKills(rounds: number): Promise<KillReport> {
  const dataDir = makeTemporaryFolder("drill");
  const file = path.join(dataDir, "glasno.sqlite");
  const writers = Array.from({ length: WRITERS }, (_, n) => new Writer(n));
  const faults: string[] = [];
  let slowestStartMs = 0;
  let site: RunningSite | undefined;
  try {
    for (let round = 0; round <= rounds; round++) {
      const startedAt = performance.now();
      site = await runSite({ dataDir, BASE_URL: ORIGIN, LOG_LEVEL: "silent" });
      slowestStartMs = Math.max(slowestStartMs, Math.round(performance.now() - startedAt));
      if (round === 0) await createAdmin({ ...site, origin: ORIGIN });
      const { port, pid } = site;
      // The last round is for what is still without an answer.
      if (round === rounds) await Promise.all(writers.map((writer) => writer.sendAgain(port)));
      else {
        const writing = writers.map((writer) => writer.writeUntilDead(port));
        // A fresh process is slow at first: the time counts from its first answer.
        const before = countAnswered(writers);
        while (countAnswered(writers) === before && performance.now() - startedAt < LONGEST_MS) await sleep(5);
        await sleep(20 + Math.random() * 780);
        process.kill(pid, "SIGKILL");
        await Promise.all(writing);
        const fault = findFault(file, "whole");
        if (fault) faults.push(`after kill ${round + 1} the database ${fault}`);
      }
    }
    await site?.stop();
    const lost = await withDatabase(file, (db) =>
      findLost(
        db,
        writers.flatMap(({ answered }) => answered),
        dataDir,
      ),
    );
    const answered = countAnswered(writers);
    const sentAgain = writers.reduce((sum, writer) => sum + writer.sentAgain, 0);
    return { ...lost, rounds, answered, sentAgain, slowestStartMs, faults };
  } finally {
    await site?.stop().catch(() => undefined);
    if (existsSync(dataDir)) rmSync(dataDir, { recursive: true, force: true });
  }
}

const countAnswered = (writers: Writer[]) => writers.reduce((sum, { answered }) => sum + answered.length, 0);

async function withDatabase<Result>(file: string, use: (db: Db) => Promise<Result>): Promise<Result> {
  const db = openDatabase(file);
  try {
    return await use(db);
  } finally {
    await closeDatabase(db);
  }
}

/**
 * npm run drill -- damaged [--places 50]: a database is damaged in one way after the other: 1, 16 and 4096 bytes at so
 * many random places, its beginning, its end, its log, another file in its place. The site does not start on what is
 * damaged, and names the backup, which comes back by one command. What passes unnoticed is counted: a byte of
 * somebody's text is as good as another.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { makeBackup } from "~/backups/make-backup.server.ts";
import { findStartProblem } from "~/backups/start-checks.server.ts";
import { cleanEnvironment, createAdmin, runSite } from "../../tests/support/journey.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { damages, FLIPS, overwrite } from "./damaged/damages.ts";
import { printFaults, readNumber } from "./print-faults.ts";
import { ORIGIN } from "./stale-pages/people.ts";
import { differences, makeOldDatabase, textOf, versions } from "./upgrade/old-site.ts";
import { databaseIn, withDatabase } from "./with-database.ts";
import { findLost } from "./writers/find-lost.ts";
import { gatherWriters } from "./writers/gather-writers.ts";

const USAGE = "usage: npm run drill -- damaged [--places 50]";
const TICKETS = 300;
const START_WITHIN_MS = 5_000;

export async function drill(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { places: { type: "string", default: "50" } } });
  const places = Math.round(readNumber("places", values.places, USAGE));
  const root = makeTemporaryFolder("drill");
  try {
    const forum = await makeForum(root);
    const faults = [...(await refuseEach(forum)), ...(await loseLog(path.join(root, "killed")))];
    console.log(`${damages.length} damages that a start has to notice  ${faults.length} faults`);
    for (const bytes of FLIPS) {
      const { refused, same, changed } = flipAnywhere(forum, bytes, places);
      console.log(
        `${bytes} bytes at ${places} places  ${refused} starts refused  ${same} without a difference  ` +
          `${changed} with another text, unnoticed`,
      );
      // Noise over a page that is in use may be a text from end to end; most are not.
      if (bytes === 4096 && refused < places / 4)
        faults.push(`only ${refused} of ${places} damaged pages were noticed`);
    }
    return printFaults(faults);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

interface Forum {
  dataDir: string;
  databaseFile: string;
  backupDir: string;
  /** The database as it was, and its backup. */
  whole: string;
  backup: string;
}

async function makeForum(root: string): Promise<Forum> {
  const dataDir = path.join(root, "data");
  const [databaseFile, whole, backupDir] = [
    databaseIn(dataDir),
    path.join(root, "whole"),
    path.join(dataDir, "backups"),
  ];
  mkdirSync(dataDir);
  await makeOldDatabase(databaseFile, versions.at(-1) as string, TICKETS);
  const secret = "a secret of this drill, 32 letters long";
  const of = { dataDir, databaseFile, secret, version: "0.0.0" };
  const { file } = await makeBackup(of, { folder: backupDir, now: Date.now() });
  copyFileSync(databaseFile, whole);
  return { dataDir, databaseFile, backupDir, whole, backup: file };
}

/** Starts the site on each damage, and brings the backup back by the command that it names. */
async function refuseEach({ dataDir, databaseFile, backupDir, whole, backup }: Forum): Promise<string[]> {
  const faults: string[] = [];
  for (const { name, damage, says } of damages) {
    putWhole(databaseFile, whole);
    damage(databaseFile);
    const startedAt = performance.now();
    const said = await runSite({ dataDir }).then(
      async (site) => `it started, and ended with ${await site.stop()}`,
      (error: Error) => error.message,
    );
    const ms = Math.round(performance.now() - startedAt);
    const lines = said.trim().split("\n").slice(1);
    if (!said.includes("ended with 1:") || lines.length !== 1 || !says.test(said)) faults.push(`${name}: ${said}`);
    if (!said.includes(`npm run restore -- ${backup}`)) faults.push(`${name}: the backup is not named`);
    if (ms > START_WITHIN_MS) console.log(`  ${name}: it took ${ms} ms to say so`);
  }
  const restored = restore(dataDir, backup);
  const problem = findStartProblem({ dataDir, databaseFile, backupDir });
  return [...faults, ...restored, ...(problem ? [problem] : [])];
}

function restore(dataDir: string, backup: string): string[] {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/run.js", "restore", backup], {
    env: { ...cleanEnvironment(), DATA_DIR: dataDir },
    encoding: "utf8",
  });
  return status === 0 ? [] : [`npm run restore ended with ${status}: ${stderr.trim()}`];
}

/** What a start makes of the same number of bytes changed at places that chance picks. */
function flipAnywhere({ dataDir, databaseFile, backupDir, whole }: Forum, bytes: number, places: number) {
  const found = { refused: 0, same: 0, changed: 0 };
  const before = textOf(whole);
  for (let place = 0; place < places; place++) {
    putWhole(databaseFile, whole);
    overwrite(databaseFile, Math.floor(Math.random() * statSync(whole).size), bytes);
    if (findStartProblem({ dataDir, databaseFile, backupDir })) found.refused += 1;
    else if (differences(before, textOf(databaseFile)).length === 0) found.same += 1;
    else found.changed += 1;
  }
  return found;
}

function putWhole(databaseFile: string, whole: string): void {
  for (const ending of ["", "-wal", "-shm"]) rmSync(databaseFile + ending, { force: true });
  copyFileSync(whole, databaseFile);
}

/**
 * The site is killed, and somebody takes the log away that lies beside the database. What was only in it is gone, and
 * nobody can tell; what is left has to be whole, or the start refuses.
 */
async function loseLog(dataDir: string): Promise<string[]> {
  const site = await runSite({ dataDir, BASE_URL: ORIGIN, LOG_LEVEL: "silent" });
  const writers = gatherWriters({ visitors: 4, agents: 0 });
  try {
    await createAdmin({ ...site, origin: ORIGIN });
    const isOver = () => writers.countAnswered() > 40;
    await Promise.all(writers.all.map((writer) => writer.write(site.port, { isOver })));
  } finally {
    process.kill(site.pid, "SIGKILL");
    await site.stop();
  }
  const file = databaseIn(dataDir);
  for (const ending of ["-wal", "-shm"]) rmSync(file + ending, { force: true });
  const problem = findStartProblem({ dataDir, databaseFile: file, backupDir: dataDir });
  const { lost } = problem ? { lost: [] } : await withDatabase(file, (db) => findLost(db, writers.answered()));
  console.log(
    problem
      ? `without its log: ${problem}`
      : `without its log: it starts, and ${lost.length} writes that were only there are gone`,
  );
  return [];
}

/**
 * npm run bench -- [--tickets 100000] [--forum <file>] [--only site|search] [--minutes 1]: how fast the built site
 * answers and how well it finds, on made-up tickets in three languages, beside what a bare server does in the same run.
 * A million tickets take some minutes to write: with --forum the file is kept, and used again the next time. Nothing
 * else of the site is touched. `--minutes` is how long people read and write at once.
 */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { fillForum } from "./bench/made-up-forum.ts";
import { measureIndexing } from "./bench/measure-indexing.ts";
import { measureQueries } from "./bench/measure-queries.ts";
import { measureSite } from "./bench/measure-site.ts";
import { printRelevance } from "./bench/print-relevance.ts";
import { buildWorkers } from "./build.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

const USAGE = "usage: npm run bench -- [--tickets 100000] [--forum <file>] [--only site|search] [--minutes 1]";
const FEW = 10_000;

try {
  const { values } = parseArgs({
    options: {
      tickets: { type: "string", default: "100000" },
      forum: { type: "string" },
      only: { type: "string" },
      minutes: { type: "string", default: "0.5" },
    },
  });
  const [tickets, minutes] = [Number(values.tickets), Number(values.minutes)];
  if (!Number.isSafeInteger(tickets) || tickets < 1) throw new Error("--tickets takes a number");
  if (!(minutes > 0)) throw new Error("--minutes takes a number");
  await bench({ tickets, minutes, kept: values.forum, only: values.only });
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  process.exit(2);
}

interface Asked {
  tickets: number;
  minutes: number;
  kept: string | undefined;
  only: string | undefined;
}

async function bench({ tickets, minutes, kept, only }: Asked): Promise<void> {
  const folder = makeTemporaryFolder("bench");
  try {
    const file = kept ?? path.join(folder, "glasno.sqlite");
    if (only !== "site") {
      await buildWorkers();
      await printRelevance(path.join(folder, "relevance.sqlite"));
      await measureIndexing(path.join(folder, "indexing.sqlite"));
    }
    if (!existsSync(file)) await writeForum(file, tickets);
    const large = { file, tickets: await countTickets(file) };
    if (only !== "site") {
      const db = openDatabase(file);
      await measureQueries(db);
      await closeDatabase(db);
    }
    if (only !== "search") {
      buildIfStale();
      const small = { file: path.join(folder, "small.sqlite"), tickets: FEW };
      await writeForum(small.file, FEW);
      await measureSite(small, large, folder, minutes * 60);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeForum(file: string, tickets: number): Promise<void> {
  const db = openDatabase(file);
  await migrate(db);
  await closeDatabase(db);
  const started = performance.now();
  fillForum(file, { tickets, articles: 2_000 }, (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} tickets written`);
  });
  console.log(`${tickets} tickets written in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

async function countTickets(file: string): Promise<number> {
  const db = openDatabase(file);
  await migrate(db);
  const { count } = await db
    .selectFrom("tickets")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  await closeDatabase(db);
  return count;
}

function buildIfStale(): void {
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "scripts/build.ts", "--if-stale"], {
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("the build failed");
}

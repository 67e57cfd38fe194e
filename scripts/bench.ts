/**
 * npm run bench -- [--tickets 100000] [--forum <file>] [--only site|search] [--postgres] [--minutes 1]: how fast the built site
 * answers and how well it finds, on made-up tickets in three languages, beside what a bare server does in the same run.
 * A million tickets take some minutes to write: with --forum the file is kept, and used again the next time. Nothing
 * else of the site is touched. With --postgres the same forum is written into PostgreSQL too, into the database of
 * DATABASE_URL where that is one and else into a server out of npm, and the two are measured side by side. `--minutes` is how long people read and write at once.
 */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { isPostgresUrl } from "#db/address.ts";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { fillForum } from "./bench/made-up-forum.ts";
import { fillPostgres } from "./bench/made-up-postgres.ts";
import { measureBoth } from "./bench/measure-both.ts";
import { measureIndexing } from "./bench/measure-indexing.ts";
import { measureQueries } from "./bench/measure-queries.ts";
import { measureSite } from "./bench/measure-site.ts";
import { printRelevance } from "./bench/print-relevance.ts";
import { buildWorkers } from "./build.ts";
import { startPostgres } from "./embedded-postgres.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

const USAGE =
  "usage: npm run bench -- [--tickets 100000] [--forum <file>] [--only site|search] [--postgres] [--minutes 1]";
const FEW = 10_000;
const ARTICLES = 2_000;
/** What an administrator gives a database of some gigabytes on a machine with a disk without moving parts. */
const POSTGRES_SETTINGS = ["shared_buffers=1GB", "random_page_cost=1.1", "max_wal_size=4GB"];

try {
  const { values } = parseArgs({
    options: {
      tickets: { type: "string", default: "100000" },
      forum: { type: "string" },
      only: { type: "string" },
      postgres: { type: "boolean", default: false },
      minutes: { type: "string", default: "0.5" },
    },
  });
  const [tickets, minutes] = [Number(values.tickets), Number(values.minutes)];
  if (!Number.isSafeInteger(tickets) || tickets < 1) throw new Error("--tickets takes a number");
  if (!(minutes > 0)) throw new Error("--minutes takes a number");
  await bench({ tickets, minutes, kept: values.forum, only: values.only, postgres: values.postgres });
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  process.exit(2);
}

interface Asked {
  tickets: number;
  minutes: number;
  kept: string | undefined;
  only: string | undefined;
  postgres: boolean;
}

async function bench({ tickets, minutes, kept, only, postgres }: Asked): Promise<void> {
  const folder = makeTemporaryFolder("bench");
  try {
    const file = kept ?? path.join(folder, "glasno.sqlite");
    if (postgres) return await benchBoth(file, tickets, folder);
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

async function benchBoth(file: string, tickets: number, folder: string): Promise<void> {
  if (!existsSync(file)) await writeForum(file, tickets);
  const count = await countTickets(file);
  buildIfStale();
  const server = await openPostgres(`${file}.postgres`);
  try {
    await writePostgres(server.url, count);
    await measureBoth({ sqlite: file, postgres: server.url }, folder);
  } finally {
    await server.stop();
  }
}

async function openPostgres(folder: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.DATABASE_URL ?? "";
  if (isPostgresUrl(given)) return { url: given, stop: async () => {} };
  const isThere = existsSync(folder);
  const server = await startPostgres({ folder, settings: POSTGRES_SETTINGS });
  if (!isThere) await server.createDatabase("forum");
  return { url: server.urlOf("forum"), stop: server.stop };
}

/** Where there is no forum yet. */
async function writePostgres(url: string, tickets: number): Promise<void> {
  if ((await countTickets(url)) > 0) return;
  const started = performance.now();
  await fillPostgres(url, { tickets, articles: ARTICLES }, showProgress);
  console.log(`${tickets} tickets written into PostgreSQL in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

function showProgress(done: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} tickets written`);
}

async function writeForum(file: string, tickets: number): Promise<void> {
  const db = openDatabase(file);
  await migrate(db);
  await closeDatabase(db);
  const started = performance.now();
  fillForum(file, { tickets, articles: ARTICLES }, showProgress);
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

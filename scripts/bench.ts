/**
 * npm run bench -- [--tickets 100000] [--forum <file>]: how fast and how well search finds, on made-up tickets in three
 * languages, beside a point read of the same run. A million tickets take some ten minutes to write: with --forum the
 * file is kept, and read again the next time. Nothing else of the site is touched.
 */
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { fillForum } from "./bench/made-up-forum.ts";
import { measureIndexing } from "./bench/measure-indexing.ts";
import { measureQueries } from "./bench/measure-queries.ts";
import { printRelevance } from "./bench/print-relevance.ts";
import { buildWorkers } from "./build.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

const USAGE = "usage: npm run bench -- [--tickets 100000] [--forum <file>]";

try {
  const { values } = parseArgs({ options: { tickets: { type: "string" }, forum: { type: "string" } } });
  const tickets = Number(values.tickets ?? 100_000);
  if (!Number.isSafeInteger(tickets) || tickets < 1) throw new Error("--tickets takes a number");
  await bench(tickets, values.forum);
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  process.exit(2);
}

async function bench(tickets: number, kept: string | undefined): Promise<void> {
  const folder = makeTemporaryFolder("bench");
  try {
    await buildWorkers();
    await printRelevance(path.join(folder, "relevance.sqlite"));
    await measureIndexing(path.join(folder, "indexing.sqlite"));
    const file = kept ?? path.join(folder, "glasno.sqlite");
    if (!existsSync(file)) await writeForum(file, tickets);
    const db = openDatabase(file);
    await measureQueries(db);
    await closeDatabase(db);
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

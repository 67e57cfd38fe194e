/**
 * npm run drill -- stale-pages [--seconds 30]: visitors and the team write while strangers read, on one process and then
 * on two that share the database. No page may be older than a write that was answered before the page was asked for.
 */
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { createAdmin, type RunningSite, runSite } from "../../tests/support/journey.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { ORIGIN, type Team, Visitors } from "./stale-pages/people.ts";
import { type ReadCounts, readAsStranger } from "./stale-pages/read.ts";
import { Subjects } from "./stale-pages/subjects.ts";
import { publishArticle, writeArticles } from "./stale-pages/write-articles.ts";
import { openTicket, writeTickets } from "./stale-pages/write-tickets.ts";

const USAGE = "usage: npm run drill -- stale-pages [--seconds 30]";
const ARTICLE_WRITERS = 2;
const TICKET_WRITERS = 6;
const READERS = 8;
/** Pages that are read before a writer goes on. */
const RESTS = [0, 0, 10, 30, 60];

export interface StaleReport extends ReadCounts {
  writes: number;
}

export async function drill(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { seconds: { type: "string", default: "30" } } });
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Error(`--seconds takes a number\n${USAGE}`);
  const reports: StaleReport[] = [];
  for (const processes of [1, 2]) {
    const report = await drillStalePages({ seconds, processes });
    reports.push(report);
    const { writes, reads, notModified, stale } = report;
    console.log(
      `${processes} ${processes === 1 ? "process  " : "processes"}  ${seconds} s  ${writes} writes  ` +
        `${reads} reads (${notModified} were 304)  ${stale.length} stale pages`,
    );
    for (const line of stale.slice(0, 20)) console.log(`  ${line}`);
  }
  return reports.every(({ stale }) => stale.length === 0);
}

/** One round on a fresh data folder. Throws where the site answers something that nobody would expect. */
export async function drillStalePages(round: { seconds: number; processes: number }): Promise<StaleReport> {
  const dataDir = makeTemporaryFolder("drill");
  const sites: RunningSite[] = [];
  try {
    const first = await runSite({ dataDir, BASE_URL: ORIGIN });
    sites.push(first);
    await createAdmin({ ...first, origin: ORIGIN });
    while (sites.length < round.processes) sites.push(await runSite({ dataDir, BASE_URL: ORIGIN }));
    return await act(
      sites.map(({ port }) => port),
      dataDir,
      round.seconds,
    );
  } finally {
    await Promise.all(sites.map((site) => site.stop()));
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function act(ports: number[], dataDir: string, seconds: number): Promise<StaleReport> {
  const subjects = new Subjects();
  const visitors = new Visitors(ports);
  const team: Team = await visitors.signIn();
  // One more process that writes: what the commands of the team's machine do.
  const db = openDatabase(path.join(dataDir, "glasno.sqlite"));
  const counts: ReadCounts = { reads: 0, notModified: 0, stale: [], oldestMs: 0 };
  let isOver = () => false;
  /** Between two writes: sometimes none, sometimes long enough for pages to be made and kept, however slow the machine. */
  const rest = async () => {
    const until = counts.reads + (RESTS[Math.floor(Math.random() * RESTS.length)] as number);
    while (counts.reads < until && !isOver()) await sleep(1);
  };
  const all = { subjects, visitors, team, db, rest, isOver: () => isOver() };
  try {
    // The lists are not empty when the first reader comes.
    const tickets = await Promise.all(Array.from({ length: TICKET_WRITERS }, () => openTicket(all)));
    const articles = await Promise.all(Array.from({ length: ARTICLE_WRITERS }, () => publishArticle(all)));
    const until = performance.now() + seconds * 1000;
    isOver = () => performance.now() > until;
    await Promise.all([
      ...tickets.map((ticket) => writeTickets(all, ticket)),
      ...articles.map((article) => writeArticles(all, article)),
      ...Array.from({ length: READERS }, () => readAsStranger({ ...all, ports, counts })),
    ]);
  } finally {
    await closeDatabase(db);
  }
  return { ...counts, writes: subjects.writes };
}

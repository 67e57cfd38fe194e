import { mkdirSync } from "node:fs";
import path from "node:path";
import { closeDatabase, type Db, openDatabase } from "#db/client.ts";
import { homePath, searchPath, ticketsPath } from "~/urls.ts";
import { answerOf } from "./answer-of.ts";
import { load, median } from "./load.ts";
import { languages, makeText, pick } from "./made-up-words.ts";
import { anyWrite } from "./made-up-writes.ts";
import { listLongTickets } from "./measure-pages.ts";
import { type RunningServer, startSite } from "./running-server.ts";
import { timesOf } from "./times.ts";

/** The built site on the same forum in each of the two databases. */
interface Side {
  db: Db;
  site: RunningServer;
  paths: string[];
}

const ROUNDS = 3;
const TURNS = 200;
const KEPT_REQUESTS = 5_000;
const WRITE_SECONDS = 5;
/** Past the kept pages: what is measured is what making a page takes. */
const headers = { cookie: "visitor=unknown" };

/** Both in turn, so that what else the machine does meets both: prints a table as README keeps it. */
export async function measureBoth(addresses: { sqlite: string; postgres: string }, folder: string): Promise<void> {
  const open = async (name: string, address: string): Promise<Side> => {
    const dataDir = path.join(folder, name);
    mkdirSync(dataDir);
    const db = openDatabase(address);
    return { db, site: await startSite(dataDir, address), paths: await listLongTickets(db) };
  };
  const sides = [await open("sqlite", addresses.sqlite), await open("postgres", addresses.postgres)] as const;
  const words = (many: number) => () => makeText(pick(languages), many).text;
  const search = (query: () => string) => () => searchPath({ q: query() });
  try {
    console.log("\n| what | SQLite | PostgreSQL | × | wanted |\n|---|---|---|---|---|");
    await rowOf("kept ticket page, a second", "as many", sides, measureKept, (one) => one.toFixed(0));
    const pages: [string, string, (side: Side) => string][] = [
      ["ticket page with ten replies, made anew", "≤ 2 ×", ({ paths }) => pick(paths)],
      ["list of tickets", "≤ 2 ×", () => ticketsPath()],
      ["list by kind and votes", "≤ 2 ×", () => ticketsPath({ kind: "idea", sort: "votes" })],
      ["home", "≤ 2 ×", () => homePath()],
      ["search, a word", "p99 < 100 ms", search(words(1))],
      ["search, 2 words", "p99 < 100 ms", search(words(2))],
      ["search, 3 words", "p99 < 100 ms", search(words(3))],
      ["search, a word begun", "p99 < 100 ms", search(() => words(1)().slice(0, 5))],
    ];
    for (const [what, wanted, next] of pages) await pageRow(what, wanted, sides, next);
    await rowOf("votes and replies, a second", "", sides, measureWrites, (one) => one.toFixed(0));
  } finally {
    await Promise.all(sides.flatMap(({ db, site }) => [site.stop(), closeDatabase(db)]));
  }
}

type Sides = readonly [Side, Side];

async function rowOf(
  what: string,
  wanted: string,
  sides: Sides,
  measure: (side: Side) => Promise<number>,
  show: (measured: number) => string,
): Promise<void> {
  const all: number[][] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [at, side] of sides.entries()) all[at]?.push(await measure(side));
  }
  // The first round is for the code to get warm.
  const [sqlite = 0, postgres = 0] = all.map((measured) => median(measured.slice(1)));
  console.log(`| ${what} | ${show(sqlite)} | ${show(postgres)} | ${(postgres / sqlite).toFixed(2)} | ${wanted} |`);
}

/** Half of all pages are there within the first time, 99 of 100 within the second. */
async function pageRow(what: string, wanted: string, sides: Sides, next: (side: Side) => string): Promise<void> {
  const all: { p50: number; p99: number }[][] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [at, side] of sides.entries()) {
      const times = await timesOf(
        TURNS,
        () => side.site.origin + next(side),
        (url) => answerOf(url, headers),
      );
      all[at]?.push(times);
    }
  }
  const [sqlite, postgres] = all.map((rounds) => {
    const of = (which: "p50" | "p99") => median(rounds.slice(1).map((times) => times[which]));
    return { p50: of("p50"), p99: of("p99") };
  });
  if (!sqlite || !postgres) return;
  const show = ({ p50, p99 }: { p50: number; p99: number }) => `${p50.toFixed(1)} ms, p99 ${p99.toFixed(0)} ms`;
  const ratio = (postgres.p50 / sqlite.p50).toFixed(2);
  console.log(`| ${what} | ${show(sqlite)} | ${show(postgres)} | ${ratio} | ${wanted} |`);
}

async function measureKept({ site, paths }: Side): Promise<number> {
  const sent = { path: String(paths[0]), headers: { "accept-encoding": "br" } };
  const { perSecond, errors } = await load(site, { connections: 32, requests: KEPT_REQUESTS }, sent);
  if (errors > 0) throw new Error(`${errors} kept pages failed`);
  return perSecond;
}

async function measureWrites({ site, paths }: Side): Promise<number> {
  const next = () => anyWrite(pick(paths), site.origin);
  const { perSecond, errors } = await load(site, { connections: 8, seconds: WRITE_SECONDS }, next, [303]);
  if (errors > 0) throw new Error(`${errors} writes failed`);
  return perSecond;
}

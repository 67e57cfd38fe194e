import type { Db } from "#db/client.ts";
import { homePath, searchPath, ticketsPath } from "~/urls.ts";
import { load, type Sent } from "./load.ts";
import { languages, makeText, pick, random } from "./made-up-words.ts";
import { anyWrite } from "./made-up-writes.ts";
import { listLongTickets } from "./measure-pages.ts";
import type { RunningServer } from "./running-server.ts";
import type { Row } from "./table.ts";

const CONNECTIONS = 64;
const WRITES = 0.05;
/** Four million requests a day, sent in a burst each second: so autocannon keeps a rate. */
const CALM = 50;

/** People who read, search, vote and reply at once; then what the process holds. */
export async function measureMixed(db: Db, site: RunningServer, tickets: number, seconds: number): Promise<Row[]> {
  const paths = await listLongTickets(db);
  const next = () => (random() < WRITES ? anyWrite(anyTicket(paths), site.origin) : read(paths));
  await load(site, { connections: CONNECTIONS, seconds: 5 }, next, [200, 303]); // until the code is warm
  const { p99Ms, errors, perSecond } = await load(site, { connections: CONNECTIONS, seconds }, next, [200, 303]);
  const calm = { connections: CONNECTIONS, seconds: Math.max(seconds / 2, 20), perSecond: CALM };
  const atEase = await load(site, calm, next, [200, 303]);
  const { memoryBytes } = await site.usage();
  return [
    {
      what: `95 % reads and 5 % writes by ${CONNECTIONS} connections, ${tickets} tickets`,
      measured: `99 of 100 within ${p99Ms} ms, ${errors} errors`,
      wanted: "< 50 ms, none",
      more: `none of them pauses: ${Math.round(perSecond)} a second for ${seconds} s`,
    },
    {
      what: `the same at ${CALM} requests a second`,
      measured: `99 of 100 within ${atEase.p99Ms} ms, ${atEase.errors} errors`,
      wanted: "< 50 ms, none",
      more: "by the same connections, in a burst each second",
    },
    {
      what: `memory after it, ${tickets} tickets`,
      measured: `${Math.round(memoryBytes / 1024 / 1024)} MB`,
      wanted: "< 250 MB",
      more: "resident; wanted of 100,000 tickets after ten minutes",
    },
  ];
}

/** Few tickets are read by many, and many by few. */
const anyTicket = (paths: string[]) => String(paths[Math.floor(paths.length * random() ** 3)]);

function read(paths: string[]): Sent {
  const chance = random();
  if (chance < 0.7) return { path: anyTicket(paths), headers: { "accept-encoding": "br" } };
  if (chance < 0.8) return { path: ticketsPath({ kind: pick(["idea", "problem", "question"]) }) };
  if (chance < 0.9) return { path: homePath() };
  if (chance < 0.95) return { path: ticketsPath() };
  return { path: searchPath({ q: makeText(pick(languages), 2).text }) };
}

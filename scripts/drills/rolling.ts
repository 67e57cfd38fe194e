/**
 * npm run drill -- rolling [--seconds 120] [--every 5] [--signal SIGKILL|SIGTERM|both] [--proxy nginx|caddy|own]: two web
 * processes and a worker on PostgreSQL behind a proxy, one of them ended every few seconds while people write and read.
 * Killed without warning, it takes along only what it was answering; told to stop, nothing. What was answered is there,
 * once, and no page is more than a second older than a write that was answered before the page was asked for.
 */
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { printFaults, readNumber } from "./print-faults.ts";
import { endInTurn, type Rolled } from "./rolling/end-in-turn.ts";
import type { Signal } from "./rolling/fleet.ts";
import { startPlace } from "./rolling/place.ts";
import { findProxy, type ProxyName, proxyNames } from "./rolling/proxy.ts";

const USAGE =
  "usage: npm run drill -- rolling [--seconds 120] [--every 5] [--signal SIGKILL|SIGTERM|both] [--proxy nginx|caddy|own]";

export async function drill(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: "string", default: "120" },
      every: { type: "string", default: "5" },
      signal: { type: "string", default: "both" },
      proxy: { type: "string", default: findProxy() },
    },
  });
  const seconds = readNumber("seconds", values.seconds, USAGE);
  const everyMs = 1000 * readNumber("every", values.every, USAGE);
  const proxy = proxyNames.find((name) => name === values.proxy);
  const signals = (["SIGKILL", "SIGTERM"] as const).filter((one) => values.signal === one || values.signal === "both");
  if (!proxy || signals.length === 0) throw new Error(USAGE);
  let isFine = true;
  for (const signal of signals) {
    const rolled = await drillRolling({ seconds, everyMs, signal, proxy });
    isFine = print(signal, rolled) && isFine;
  }
  return isFine;
}

/** Lines of each kind of fault. */
const MOST_SHOWN = 4;

export interface Rolling {
  seconds: number;
  everyMs: number;
  signal: Signal;
  proxy: ProxyName;
}

/** One round on a database and a data folder of its own. */
export async function drillRolling(rolling: Rolling): Promise<Rolled> {
  const root = makeTemporaryFolder("drill");
  const dataDir = path.join(root, "data");
  mkdirSync(dataDir);
  const place = await startPlace(rolling, root, dataDir);
  try {
    return await endInTurn(place, rolling);
  } finally {
    await place.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

function print(signal: Signal, rolled: Rolled): boolean {
  const { proxy, ended, answered, requests, failed, unexplained, lost, twice, refused, reads, oldestMs } = rolled;
  const { stale, work, doneTwice, faults } = rolled;
  console.log(
    `${signal}, ${proxy}  ${ended} processes ended, back after ${rolled.slowestMs} ms at most  ` +
      `${answered} writes answered (${rolled.sentAgain} sent again)  ${lost.length} lost  ${twice.length} twice  ` +
      `${refused.length} refused  ${requests} requests, ${failed} failed, ${unexplained.length} of them not in flight ` +
      `in the ended process  ${reads} pages read against writes, the oldest ${oldestMs} ms  ${stale.length} too old  ` +
      `${work} jobs, ${doneTwice.length} done twice  ` +
      `${faults.length} other faults`,
  );
  const all = [lost, twice, refused, unexplained, stale, doneTwice, faults];
  printFaults(...all.map((some) => some.slice(0, MOST_SHOWN)));
  return all.every((some) => some.length === 0);
}

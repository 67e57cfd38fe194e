import { spawnSync } from "node:child_process";
import { createReadStream, existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { type RunningSite, runSite } from "../../../tests/support/journey.ts";
import { SILENT_SITE } from "../writers/silent-site.ts";
import { TRACED, type TracedCall, TraceReader } from "./read-trace.ts";

export const hasStrace = (): boolean => spawnSync("strace", ["-V"], { stdio: "ignore" }).status === 0;

/** Larger than what is written at once anywhere: an upload's 64 KB. */
const MOST_BYTES = String(4 * 1024 * 1024);

/** Starts the site with every write and every sync of it and its children recorded, their bytes included. */
export function runRecordedSite(dataDir: string, record: string): Promise<RunningSite> {
  // -D: strace watches from behind, so that the site is the process that was started and gets the signals.
  const strace = ["-D", "-f", "--seccomp-bpf", "-ttt", "-y", "-xx", "-s", MOST_BYTES];
  const env = { dataDir, ...SILENT_SITE };
  return runSite(env, ["strace", ...strace, "-e", `trace=${TRACED}`, "-o", record]);
}

/** What was recorded, once strace has written all of it. */
export async function* readRecord(record: string, pid: number): AsyncGenerator<TracedCall> {
  await endOf(record, pid);
  const reader = new TraceReader();
  for await (const line of createInterface({ input: createReadStream(record) })) {
    const call = reader.read(line);
    if (call) yield call;
  }
}

const TAIL_BYTES = 4_096;

async function endOf(record: string, pid: number): Promise<void> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    if (existsSync(record) && (await tailOf(record)).match(new RegExp(`^${pid} .*[+]{3} (exited|killed)`, "m"))) return;
    await sleep(100);
  }
  throw new Error("strace did not come to an end");
}

async function tailOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    await handle.read(bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString("latin1");
  } finally {
    await handle.close();
  }
}

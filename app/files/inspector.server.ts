import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import type { Inspected } from "./inspect-file.server.ts";

/** Longer than drawing may take by itself. */
const LIMIT_MS = 75_000;
/** The process goes when nobody has sent anything for so long, and its memory with it. */
const IDLE_MS = 20_000;
/** More than that waiting means an attack. */
const MOST_WAITING = 40;

let child: ChildProcess | undefined;
let idle: NodeJS.Timeout | undefined;
let last: Promise<unknown> = Promise.resolve();
let waiting = 0;

/**
 * What an upload is, by its content. Pictures are decoded in a process of its own, one at a time: whatever a hostile
 * file does to a decoder, the site goes on, and its memory stays as it is. Never throws; a file that is too much for
 * the process is refused.
 */
export async function inspect(file: string): Promise<Inspected | { kind: "busy" }> {
  if (waiting >= MOST_WAITING) return { kind: "busy" };
  waiting += 1;
  const mine = last.then(() => ask(file));
  last = mine;
  return mine.finally(() => {
    waiting -= 1;
  });
}

async function ask(file: string): Promise<Inspected> {
  clearTimeout(idle);
  child ??= start();
  const process = child;
  process.ref();
  const answer = await new Promise<Inspected | undefined>((done) => {
    const timer = setTimeout(() => done(undefined), LIMIT_MS);
    const settle = (result?: Inspected) => {
      clearTimeout(timer);
      process.removeListener("exit", ended);
      process.removeListener("message", settle);
      done(result);
    };
    const ended = () => settle();
    process.once("message", settle as (message: unknown) => void).once("exit", ended);
    process.send(file, (error) => error && settle());
  });
  if (!answer) {
    process.kill("SIGKILL");
    if (child === process) child = undefined;
    return { kind: "refused", reason: "broken" };
  }
  process.unref();
  idle = setTimeout(stopInspector, IDLE_MS);
  idle.unref();
  return answer;
}

function start(): ChildProcess {
  // No environment: a decoder needs no secrets. What it writes to its output nobody reads.
  const started = fork(path.resolve("build/workers/inspector.js"), {
    env: { NODE_ENV: "production" },
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  started.once("exit", () => {
    if (child === started) child = undefined;
  });
  started.on("error", () => undefined);
  started.channel?.unref();
  return started;
}

/** Ends the process; the next upload starts it again. */
export function stopInspector(): void {
  clearTimeout(idle);
  child?.kill();
  child = undefined;
}

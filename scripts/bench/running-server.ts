import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isPostgresUrl } from "#db/address.ts";
import { freePort } from "../free-port.ts";
import { asNpmStart } from "./as-npm-start.ts";

export interface Usage {
  processorMs: number;
  memoryBytes: number;
}

/** A server in a process of its own. */
export interface RunningServer {
  origin: string;
  /** From its start to the first answer. */
  startMs: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** Starts the built site. What its clients write goes into the database. */
export async function startSite(dataDir: string, database: string): Promise<RunningServer> {
  const port = await freePort();
  const settings = {
    ...{ DATA_DIR: dataDir, DATABASE_URL: isPostgresUrl(database) ? database : `file:${database}`, PORT: String(port) },
    ...{ BASE_URL: `http://127.0.0.1:${port}`, HOST: "127.0.0.1", SITE_LOCALE: "en" },
    ...{ TRUST_PROXY: "1", LOG_LEVEL: "info" },
  };
  const { flags, settings: usual } = asNpmStart;
  return start(port, { script: path.resolve("build/server.js"), flags, settings: { ...usual, ...settings } });
}

/** Starts the bare server that sends what is in `file`, see ceiling.js. */
export async function startCeiling(file: string): Promise<RunningServer> {
  const port = await freePort();
  return start(port, { script: path.resolve("scripts/bench/ceiling.js"), args: [String(port), file] });
}

interface Program {
  script: string;
  args?: string[];
  flags?: string[];
  settings?: Record<string, string>;
}

async function start(port: number, { script, args = [], flags = [], settings = {} }: Program) {
  const startedAt = performance.now();
  const child = fork(script, args, {
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...settings },
    execArgv: [...flags, "--import", tellUsage],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const origin = `http://127.0.0.1:${port}`;
  await firstAnswer(`${origin}/`, child);
  return {
    origin,
    startMs: performance.now() - startedAt,
    async usage() {
      child.send("usage");
      const [usage] = await once(child, "message");
      return usage as Usage;
    },
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

const tellUsage = path.resolve("scripts/bench/tell-usage.js");

async function firstAnswer(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server of ${url} ended`);
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await sleep(5);
  }
}

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../free-port.ts";

export const SECRET = "a secret of the spam check, 32 or more";
export const AGENT = { email: "agent@example.com", password: "correct horse battery" };

/** A fresh server of the build, in a process and a folder of its own. */
export interface CheckedSite {
  origin: string;
  /** Stops the process and starts it again on the same data. */
  restart(): Promise<void>;
  /** What it has used of processors, in milliseconds; undefined where the system does not say. */
  processorMs(): number | undefined;
  stop(): Promise<void>;
}

export async function startCheckedSite({ trustProxy }: { trustProxy: number }): Promise<CheckedSite> {
  const dataDir = mkdtempSync(join(tmpdir(), "glasno-spam-"));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production" as const,
    PORT: String(port),
    HOST: "127.0.0.1",
    DATA_DIR: dataDir,
    BASE_URL: origin,
    SECRET,
    TRUST_PROXY: String(trustProxy),
    LOG_LEVEL: "silent",
  };
  let server = await start(env);
  const add = ["scripts/run.js", "agent", "add", "--name", "Anna", "--email", AGENT.email, "--admin"];
  const added = spawnSync(process.execPath, add, { env, input: `${AGENT.password}\n`, encoding: "utf8" });
  if (added.status !== 0) throw new Error(`no agent: ${added.stderr}`);
  return {
    origin: `http://127.0.0.1:${port}`,
    async restart() {
      await end(server);
      server = await start(env);
    },
    processorMs: () => processorMs(server.pid),
    async stop() {
      await end(server);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function start(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const server = spawn(process.execPath, ["build/server.js"], { env, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise<void>((ready, failed) => {
    server.stdout?.on("data", (data) => String(data).includes("listening") && ready());
    server.once("exit", (code) => failed(new Error(`the server ended with ${code}`)));
  });
  return server;
}

async function end(server: ChildProcess): Promise<void> {
  server.removeAllListeners("exit");
  const ended = new Promise((done) => server.once("exit", done));
  server.kill("SIGTERM");
  await Promise.race([ended, sleep(12_000)]);
}

const TICK_MS = 10;

function processorMs(pid: number | undefined): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return undefined;
  }
}

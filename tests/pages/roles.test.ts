import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { freePort } from "../../scripts/free-port.ts";
import { cleanEnvironment } from "../support/journey.ts";

const root = mkdtempSync(path.join(tmpdir(), "glasno-roles-"));
const dataDir = path.join(root, "data");
const env: NodeJS.ProcessEnv = {
  ...cleanEnvironment(),
  NODE_ENV: "production",
  DATA_DIR: dataDir,
  LOG_LEVEL: "error",
};
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("an argument that nobody knows is named, and nothing is made", () => {
  const { status, stderr } = spawnSync(process.execPath, ["build/server.js", "--wroker"], { env, encoding: "utf8" });
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^--wroker is not known\. npm start takes .+\n$/)]);
  expect(existsSync(dataDir)).toBe(false);
});

test("a worker does the work, and answers nobody but those who watch over it", async () => {
  const port = await freePort();
  const worker = spawn(process.execPath, ["build/server.js", "--worker"], {
    env: { ...env, SECRET: "where the secret is set, the folder is made too", WORKER_PORT: String(port) },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      worker.stderr.on("data", (chunk) => reject(new Error(String(chunk))));
      worker.stdout.on("data", (chunk) => String(chunk).includes(`says how on port ${port}`) && resolve());
    });
    const ask = async (address: string) => (await fetch(`http://127.0.0.1:${port}${address}`)).status;
    const asked = ["/healthz", "/readyz", "/metrics", "/", "/tickets", "/favicon.svg"];
    expect(await Promise.all(asked.map(ask))).toEqual([200, 200, 404, 404, 404, 404]);
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    worker.kill("SIGTERM");
    expect(await ended).toBe(0);
  } finally {
    worker.kill("SIGKILL");
  }
});

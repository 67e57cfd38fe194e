import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { closeDatabase, type Db } from "#db/client.ts";
import { Browser } from "./browser.ts";
import { openMigrated } from "./database.ts";

/** The origin that the site under test believes it has. */
export const ORIGIN = "http://forum.test";

export interface TestSite {
  /** The database of the running site. */
  db: Db;
  dataDir: string;
  /** Where it listens, for what a browser does not send. */
  port: number;
  /** A new browser, without cookies, from an address of its own. */
  browser: () => Browser;
  secret: string;
}

let visitors = 0;

/**
 * Starts the built site in this process, on a data folder of its own that is gone after the file's tests. Call it
 * once a file, before anything else reads the environment.
 */
export async function startSite(env: Record<string, string> = {}): Promise<TestSite> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "glasno-test-"));
  const secret = "a secret that only tests know, 32 long";
  Object.assign(process.env, {
    DATA_DIR: dataDir,
    BASE_URL: ORIGIN,
    SECRET: secret,
    TRUST_PROXY: "1",
    LOG_LEVEL: "silent",
    ...env,
  });
  // The build has its own copy of every module, so it opens the same file once more.
  const db = await openMigrated(path.join(dataDir, "glasno.sqlite"));
  const build = path.resolve("build/server.js");
  const { makeServer } = (await import(build)) as { makeServer: () => Server };
  const server = makeServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await closeDatabase(db);
    rmSync(dataDir, { recursive: true, force: true });
  });
  const nextAddress = () => `10.${++visitors >> 8}.${visitors & 255}.1`;
  return { db, dataDir, port, secret, browser: () => new Browser(port, ORIGIN, nextAddress()) };
}

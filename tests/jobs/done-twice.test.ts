import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase, type Db, inTransaction } from "#db/client.ts";
import { enqueue } from "~/jobs/enqueue.server.ts";
import type { Jobs } from "~/jobs/jobs.ts";
import { allRows } from "../support/all-rows.ts";
import { openMigrated } from "../support/database.ts";
import { asAgent, createAgent, createArticle, createReply, createTicket, createVisitor } from "../support/factories.ts";

// They read the environment.
const dataDir = mkdtempSync(path.join(tmpdir(), "glasno-jobs-"));
Object.assign(process.env, { DATA_DIR: dataDir, BASE_URL: "http://forum.test", LOG_LEVEL: "silent" });
const { config } = await import("~/config.server.ts");
const { handlers } = await import("~/jobs/handlers.server.ts");
const { drainJobs } = await import("~/jobs/run-jobs.server.ts");

let db: Db;
let payloads: Jobs;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 22, 12) });
  db = await openMigrated(config.databaseFile);
  mkdirSync(path.join(dataDir, "files"));
  const agent = asAgent(await createAgent(db));
  const ticket = await createTicket(db, { body: "It **stops** after a while", viewer: await createVisitor(db) });
  const replyId = await createReply(db, ticket, { viewer: agent, body: "Here is *how*" });
  await createArticle(db);
  const doubted = await createTicket(db, { moderation: "restricted" });
  // What the answer has asked for.
  await drainJobs(db, config);
  payloads = {
    "render a text again": { ticketId: ticket.id, replyId },
    "tell how fast the team answers": {},
    "collect files": {},
    "forget old searches": {},
    "forget old traces": {},
    "forget what was taken out": {},
    "build the search index": {},
    "tell search engines": { attempt: 0 },
    "lift a doubt": { ticketId: doubted.id },
    "forget addresses": {},
    "gather news": { ticketId: ticket.id },
    "make a backup": {},
    "try a backup": {},
  };
});

afterAll(async () => {
  vi.useRealTimers();
  await closeDatabase(db);
  rmSync(dataDir, { recursive: true, force: true });
});

/** Of a change without another effect: pages are dropped once more, and an agent who answers just now looks once more. */
const HARMLESS = ["cache_drops", "sqlite_sequence"];

async function everything() {
  const tickets = await db.selectFrom("tickets").selectAll().execute();
  const tables = Object.entries(await allRows(db, [...HARMLESS, "jobs", "tickets"]));
  // How the index lies on the disk tells of what was written before.
  const rows = Object.fromEntries(tables.filter(([name]) => !/^search_.+_(data|idx|docsize)$/.test(name)));
  return {
    ...rows,
    files: readdirSync(config.dataDir).join(),
    backups: listed(config.backupDir),
    tickets: tickets.map((row) => ({ ...row, version: 0 })),
  };
}

const listed = (folder: string) => {
  try {
    return readdirSync(folder).join();
  } catch {
    return "";
  }
};

test.each(Object.keys(handlers) as (keyof Jobs)[])(
  "“%s”, done once more because the process died before it was crossed out, changes nothing",
  async (name) => {
    const due = () => inTransaction(db, (trx) => enqueue(trx, name, payloads[name] as never, Date.now()));
    await due();
    expect(await drainJobs(db, config)).toBe(1);
    const after = await everything();
    await due();
    expect(await drainJobs(db, config)).toBe(1);
    expect(await everything()).toEqual(after);
    expect(
      await db.selectFrom("jobs").select(["name", "last_error"]).where("run_at", "<=", Date.now()).execute(),
    ).toEqual([]);
  },
);

test("work that fails stays, and comes again later", async () => {
  const failing = { ticketId: 999_999 };
  await inTransaction(db, (trx) => enqueue(trx, "lift a doubt", failing, Date.now()));
  const error = vi.spyOn((await import("~/http/request-log.server.ts")).log, "error").mockReturnValue(undefined);
  await drainJobs(db, config);
  error.mockRestore();
  const left = await db.selectFrom("jobs").select(["name", "attempts", "run_at"]).where("attempts", ">", 0).execute();
  expect(left).toEqual([{ name: "lift a doubt", attempts: 1, run_at: Date.now() + 30_000 }]);
});

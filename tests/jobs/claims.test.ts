import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeDatabase, inTransaction } from "#db/client.ts";
import { holding, LEASE_MS, RENEW_EVERY_MS } from "~/jobs/claim.server.ts";
import { enqueue } from "~/jobs/enqueue.server.ts";
import { claimSource, leaveSource } from "~/mail-in/mail-source.server.ts";
import { openMigrated } from "../support/database.ts";
import { dropPostgresDatabase } from "../support/postgres.ts";

const dataDir = mkdtempSync(path.join(tmpdir(), "glasno-claims-"));
Object.assign(process.env, { DATA_DIR: dataDir, BASE_URL: "http://forum.test", LOG_LEVEL: "silent" });
const { config } = await import("~/config.server.ts");
const { handlers } = await import("~/jobs/handlers.server.ts");
const { drainJobs } = await import("~/jobs/run-jobs.server.ts");
const db = await openMigrated(config.databaseFile);

const NAME = "lift a doubt";
const done: number[] = [];

beforeEach(async () => {
  done.length = 0;
  await inTransaction(db, (trx) => trx.deleteFrom("jobs").execute());
  vi.spyOn(handlers, NAME).mockImplementation(async (_, { ticketId }) => {
    await new Promise((turn) => setTimeout(turn, 5));
    done.push(ticketId);
    return undefined;
  });
});

afterEach(() => vi.restoreAllMocks());

afterAll(async () => {
  await closeDatabase(db);
  await dropPostgresDatabase(config.databaseFile);
  rmSync(dataDir, { recursive: true, force: true });
});

const ask = (ticketId: number) => inTransaction(db, (trx) => enqueue(trx, NAME, { ticketId }, Date.now()));
const left = () => db.selectFrom("jobs").select(["claimed_by", "attempts"]).execute();
const claimedBy = (claimed_by: string, claimed_at: number) =>
  inTransaction(db, (trx) => trx.updateTable("jobs").set({ claimed_by, claimed_at }).execute());

test("of two who look for work at once, each job is done by one", async () => {
  for (let n = 1; n <= 12; n++) await ask(n);
  const [one = 0, other = 0] = await Promise.all([drainJobs(db, config), drainJobs(db, config)]);
  expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
  expect(one + other).toBe(12);
  expect(await left()).toEqual([]);
});

test("what another process does is left to it, until nobody has said for a while that it is being done", async () => {
  await ask(1);
  await claimedBy("another", Date.now() - LEASE_MS + 5_000);
  expect(await drainJobs(db, config)).toBe(0);
  await claimedBy("killed", Date.now() - LEASE_MS - 1);
  expect(await drainJobs(db, config)).toBe(1);
  expect(done).toEqual([1]);
});

test("a process that has lost its claim does not cross out what another is doing", async () => {
  await ask(1);
  vi.spyOn(handlers, NAME).mockImplementation(async () => {
    await claimedBy("another", Date.now());
    return undefined;
  });
  await drainJobs(db, config);
  expect(await left()).toEqual([{ claimed_by: "another", attempts: 0 }]);
});

test("a process that stops lets go of its job at once, and begins no other", async () => {
  await ask(1);
  await ask(2);
  const stopping = new AbortController();
  vi.spyOn(handlers, NAME).mockImplementation(async () => {
    stopping.abort();
    throw new Error("cut short");
  });
  expect(await drainJobs(db, config, Date.now(), { signal: stopping.signal })).toBe(1);
  expect(await left()).toEqual(Array(2).fill({ claimed_by: null, attempts: 0 }));
});

test("work hears when its claim is another's, and when the database has been away for as long as a claim holds", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  const hearsAfter = async (renew: () => Promise<boolean>) => {
    let rounds = 0;
    await holding({ renew }, async (signal) => {
      while (!signal.aborted && rounds < 9) {
        await vi.advanceTimersByTimeAsync(RENEW_EVERY_MS);
        rounds += 1;
      }
    });
    return rounds * RENEW_EVERY_MS;
  };
  expect(await hearsAfter(async () => false)).toBe(RENEW_EVERY_MS);
  expect(await hearsAfter(() => Promise.reject(new Error("away")))).toBe(LEASE_MS);
  expect(await hearsAfter(async () => true)).toBe(9 * RENEW_EVERY_MS);
  vi.useRealTimers();
});

test("one process looks into the mailbox of answers, and another takes its place", async () => {
  const now = Date.now();
  expect([await claimSource(db, "imap", now), await claimSource(db, "imap", now)]).toEqual([true, true]);
  const isAnothers = (claimed_at: number) =>
    inTransaction(db, (trx) => trx.updateTable("mail_sources").set({ claimed_by: "another", claimed_at }).execute());
  await isAnothers(now);
  await leaveSource(db, "imap");
  expect(await claimSource(db, "imap", now + LEASE_MS)).toBe(false);
  expect(await claimSource(db, "imap", now + LEASE_MS + 1)).toBe(true);
});

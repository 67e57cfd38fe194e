import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeEach, expect, test } from "vitest";
import {
  closeDatabase,
  type Db,
  hearForeignWrites,
  inQuietTransaction,
  inTransaction,
  noticeForeignWrites,
  openDatabase,
} from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { isOutOfReach } from "#db/out-of-reach.ts";
import { makesStale, onStale, type Stale } from "#db/stale.ts";
import { addressOf, dropPostgresDatabase, makePostgresDatabase } from "../support/postgres.ts";

/* Runs in npm run test:postgres alone. Two handles are two processes: they share nothing but the server. */

const name = randomUUID();
await makePostgresDatabase(name);
const one = openDatabase(addressOf(name));
const other = openDatabase(addressOf(name));
afterAll(async () => {
  await Promise.all([closeDatabase(one), closeDatabase(other)]);
  await dropPostgresDatabase(name);
});

let heard: Stale[] = [];
onStale(other, (stale) => heard.push(stale));

async function noticed(): Promise<Stale[]> {
  await hearForeignWrites(other);
  noticeForeignWrites(other);
  return heard.splice(0);
}

/** Until its connection for messages is there, everything is stale at each look. */
async function untilItHears(): Promise<void> {
  for (let looks = 0; looks < 100; looks++) {
    await noticed();
    if ((await noticed()).length === 0) return;
    await sleep(50);
  }
}

beforeEach(async () => {
  await untilItHears();
  heard = [];
});

async function setSetting(db: Db, key: string, ...tags: string[]): Promise<void> {
  await inTransaction(db, async (trx) => {
    makesStale(trx, ...tags);
    await trx.insertInto("settings").values({ key, value: "1", updated_at: 1 }).execute();
  });
}

test("what one process makes stale another hears, and only that", async () => {
  await setSetting(one, "a", "ticket:1", "tickets");
  expect(await noticed()).toEqual([new Set(["ticket:1", "tickets"])]);
  await inQuietTransaction(one, (trx) => trx.deleteFrom("settings").where("key", "=", "a").execute());
  expect(await noticed()).toEqual([]);
});

test("who names nothing makes everything stale, and so does who names more than a message holds", async () => {
  await inTransaction(one, (trx) =>
    trx.insertInto("settings").values({ key: "b", value: "1", updated_at: 1 }).execute(),
  );
  expect(await noticed()).toEqual(["everything"]);
  await setSetting(one, "c", ...Array.from({ length: 300 }, (_, id) => `some-longer-name-of-a-tag:${id}`));
  expect(await noticed()).toEqual(["everything"]);
});

test("a transaction that fails makes nothing stale", async () => {
  await setSetting(one, "d", "tickets");
  await noticed();
  await expect(setSetting(one, "d", "tickets")).rejects.toThrow(/duplicate key/);
  expect(await noticed()).toEqual([]);
});

test("a process whose connection for messages is cut keeps nothing until it has another", async () => {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'glasno listens' and datname = current_database()`.execute(one);
  await sleep(50);
  noticeForeignWrites(other);
  noticeForeignWrites(other);
  expect(heard).toEqual(["everything", "everything"]);
  await untilItHears();
  await setSetting(one, "e", "tickets");
  expect(await noticed()).toEqual([new Set(["tickets"])]);
});

test("of two processes that count the same at once neither is lost", async () => {
  await setSetting(one, "count", "tickets");
  const addOne = (db: Db) =>
    inQuietTransaction(db, async (trx) => {
      const row = await trx.selectFrom("settings").select("value").where("key", "=", "count").executeTakeFirstOrThrow();
      const value = String(Number(row.value) + 1);
      await trx.updateTable("settings").set({ value }).where("key", "=", "count").execute();
    });
  await Promise.all(Array.from({ length: 20 }, (_, turn) => addOne(turn % 2 === 0 ? one : other)));
  const row = await one.selectFrom("settings").select("value").where("key", "=", "count").executeTakeFirst();
  expect(row).toEqual({ value: "21" });
});

test("a slow process that a quick one contradicts at each turn comes through all the same", async () => {
  await setSetting(one, "contended", "tickets");
  const addOne = (db: Db, ms: number) =>
    inQuietTransaction(db, async (trx) => {
      const row = await trx.selectFrom("settings").select("value").where("key", "=", "contended").executeTakeFirst();
      await sleep(ms);
      const value = String(Number(row?.value) + 1);
      await trx.updateTable("settings").set({ value }).where("key", "=", "contended").execute();
    });
  let [isDone, quick] = [false, 0];
  const others = (async () => {
    for (; !isDone; quick++) await addOne(other, 1);
  })();
  try {
    await addOne(one, 60);
  } finally {
    isDone = true;
  }
  await others;
  const row = await one.selectFrom("settings").select("value").where("key", "=", "contended").executeTakeFirst();
  expect(row).toEqual({ value: String(1 + 1 + quick) });
  expect(quick).toBeGreaterThan(1);
});

test("numbers come as numbers, what is true as 1, and texts in the order of their bytes", async () => {
  const { rows } = await sql`select count(*) as count, sum(1::bigint) as sum, (1 = 1) as yes, (1 = 2) as no`.execute(
    one,
  );
  expect(rows).toEqual([{ count: 1, sum: 1, yes: 1, no: 0 }]);
  for (const key of ["sort-a", "sort-B", "sort-я", "sort-і"]) await setSetting(one, key, "tickets");
  const sorted = await one.selectFrom("settings").select("key").where("key", "like", "sort-%").orderBy("key").execute();
  expect(sorted.map(({ key }) => key)).toEqual(["sort-B", "sort-a", "sort-я", "sort-і"]);
});

test("a NUL in a text is left out", async () => {
  await setSetting(one, "nul-\0l", "tickets");
  const row = await one.selectFrom("settings").select("key").where("key", "=", "nul-\0\0l").executeTakeFirst();
  expect(row).toEqual({ key: "nul-l" });
});

test("two processes that start at once on an empty database migrate it once", async () => {
  const empty = `${name}-empty`;
  await makePostgresDatabase(empty);
  const both = [openDatabase(addressOf(empty)), openDatabase(addressOf(empty))] as const;
  try {
    await sql`drop schema public cascade`.execute(both[0]);
    await sql`create schema public`.execute(both[0]);
    await Promise.all(both.map(migrate));
    const { rows } = await sql<{ count: number }>`select count(distinct name) as count from kysely_migration`.execute(
      both[1],
    );
    expect(rows[0]?.count).toBeGreaterThan(15);
  } finally {
    await Promise.all(both.map(closeDatabase));
    await dropPostgresDatabase(empty);
  }
});

test("a statement has 30 seconds, also after a migration; one that takes longer is no fault of who asked", async () => {
  const { rows } = await sql`show statement_timeout`.execute(one);
  expect(rows).toEqual([{ statement_timeout: "30s" }]);
  await migrate(other);
  const { rows: after } = await sql`show statement_timeout`.execute(other);
  expect(after).toEqual([{ statement_timeout: "30s" }]);
  const endless = inQuietTransaction(one, async (trx) => {
    await sql`set local statement_timeout = 20`.execute(trx);
    await sql`select pg_sleep(10)`.execute(trx);
  });
  expect(isOutOfReach(await endless.catch((error) => error))).toBe(true);
});

test("the log of what the team did only grows", async () => {
  await inQuietTransaction(one, (trx) =>
    trx.insertInto("audit_log").values({ agent_id: null, deed: "person.added", created_at: 1 }).execute(),
  );
  const change = inQuietTransaction(one, (trx) => trx.deleteFrom("audit_log").execute());
  await expect(change).rejects.toThrow("the audit log only grows");
});

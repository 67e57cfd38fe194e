import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase, type Db, inTransaction, noticeForeignWrites, openDatabase } from "#db/client.ts";
import { LOCK_FILE, shareFolder } from "#db/folder-lock.ts";
import { migrate } from "#db/migrate.ts";
import { readLastId } from "#db/rows-postgres.ts";
import type { Moved } from "~/exports/move-rows.server.ts";
import { moveToPostgres } from "~/exports/move-to-postgres.server.ts";
import { isMadeByTheDatabase } from "~/exports/tables.ts";
import { writeExport } from "~/exports/write-export.server.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { createArticle, createTicket } from "../support/factories.ts";
import { addressOf, dropPostgresDatabase, makePostgresDatabase } from "../support/postgres.ts";
import { listColumns, listTables, setLastId } from "../support/tables.ts";
import { fillRichForum } from "./rich-forum.ts";

/* Runs on PostgreSQL alone, which the site of a file moves to. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // processes take their time where much else runs

const root = mkdtempSync(path.join(tmpdir(), "glasno-move-"));
const dataDir = path.join(root, "site");
const databaseFile = path.join(dataDir, "glasno.sqlite");
const site = { dataDir, databaseFile };
const now = Date.UTC(2026, 10, 22);
const url = addressOf(root);
const other = path.join(root, "other");
let file: Db;
let server: Db;
let moved: Moved;
let failure: Error;

beforeAll(async () => {
  mkdirSync(dataDir);
  file = openDatabase(databaseFile);
  await migrate(file);
  await fillRichForum(file, dataDir);
  await inTransaction(file, (trx) => setLastId(trx, "tickets", 5000));
  await makePostgresDatabase(root);
  await makePostgresDatabase(other);
  server = openDatabase(url);
  // Somebody has started a site on it, and nothing more.
  await createArticle(server);
  await inTransaction(server, (trx) =>
    trx.updateTable("articles").set({ source_path: "program/guides/one.md" }).execute(),
  );
  const stopHalfway = (what: string, done: number, total: number) => {
    if (what === "rows" && done > total / 2) throw new Error("halfway");
  };
  failure = await moveToPostgres(site, url, { now, onProgress: stopHalfway }).catch((error) => error);
  moved = await moveToPostgres(site, url, { now });
});

afterAll(async () => {
  await Promise.all([file, server].map((one) => one && closeDatabase(one)));
  await stopMarkdownWorkers();
  await Promise.all([root, other].map(dropPostgresDatabase));
  rmSync(root, { recursive: true, force: true });
});

/** Every row of a table, in an order of its own. */
async function rowsOf(db: Db, table: string): Promise<string[]> {
  const columns = (await listColumns(db, table)).sort();
  const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db);
  return rows
    .map((row) => JSON.stringify(columns.map((column) => [column, row[column]])).replaceAll("\\u0000", ""))
    .sort();
}

test("one that failed halfway has left nothing behind, so that the next one could begin", () => {
  expect(failure.message).toBe("halfway");
  expect(moved.tables.length).toBeGreaterThan(40);
});

test("every row of every table is there, with the same values", async () => {
  const tables = (await listTables(file)).filter((name) => !isMadeByTheDatabase(name)).sort();
  expect(moved.tables.map(({ name }) => name)).toEqual(tables);
  for (const name of tables) {
    const before = await rowsOf(file, name);
    // A write says what it made stale: here everything.
    const after = (await rowsOf(server, name)).filter((row) => name !== "cache_drops" || before.includes(row));
    expect(after, name).toEqual(before);
    expect(moved.tables.find((table) => table.name === name)?.rows, name).toBe(before.length);
    expect(before.length, `${name} has rows in that forum`).toBeGreaterThan(0);
  }
});

test("the exports of both are the same, byte for byte, but for what PostgreSQL cannot hold", async () => {
  const of = { ...site, secret: "a secret of this site, 32 letters long", version: "1.0.0" };
  const withNul = ["replies", "text_revisions", "tickets"];
  expect(moved.changed.map(({ table, column, rows }) => `${table}.${column} ${rows}`)).toEqual(
    withNul.map((name) => `${name}.body 1`),
  );
  for (const name of withNul) await takeOutNul(name);
  await writeExport({ ...of, databaseUrl: databaseFile }, path.join(root, "first"));
  await writeExport({ ...of, databaseUrl: url }, path.join(root, "second"));
  const [before, after] = [filesIn("first"), filesIn("second")];
  expect(Object.keys(after)).toEqual(Object.keys(before));
  for (const [name, bytes] of Object.entries(before)) expect(after[name] === bytes, name).toBe(true);
});

/** SQLite's own replace() takes NUL for the end of what it looks for. */
async function takeOutNul(table: string): Promise<void> {
  const { rows } = await sql<{ id: number; body: string }>`select id, body from ${sql.table(table)}`.execute(file);
  for (const { id, body } of rows.filter((row) => row.body.includes("\0"))) {
    const set = sql`update ${sql.table(table)} set body = ${body.replaceAll("\0", "")} where id = ${id}`;
    await inTransaction(file, (trx) => set.execute(trx));
  }
}

function filesIn(name: string): Record<string, string> {
  const folder = path.join(root, name);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((one) => statSync(path.join(folder, one)).isFile());
  return Object.fromEntries(files.map((one) => [one, readFileSync(path.join(folder, one), "latin1")]));
}

test("indexes and references are those that a new database has", async () => {
  const model = openDatabase(addressOf(other));
  const read = async (db: Db) => {
    const { rows } = await sql`select indexdef as definition from pg_indexes where tablename not like 'search%'
        and schemaname = 'public' union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid)
        from pg_constraint where connamespace = 'public'::regnamespace order by 1`.execute(db);
    return rows;
  };
  expect(await read(server)).toEqual(await read(model));
  await closeDatabase(model);
});

test("the search finds what came, and nobody is asked to build its index once more", async () => {
  const found = (db: Db, id: string) => sql`select ${sql.ref(id)} as id from search_tickets order by 1`.execute(db);
  expect((await found(server, "id")).rows).toEqual((await found(file, "rowid")).rows);
  const waiting = await server.selectFrom("jobs").selectAll().where("name", "=", "build the search index").execute();
  expect(waiting).toEqual([]);
});

test("each table goes on after its last number", async () => {
  for (const { name, rows } of moved.tables) {
    if (rows === 0 || !(await listColumns(server, name)).includes("id")) continue;
    const highest = await sql<{ id: number }>`select max(id) as id from ${sql.table(name)}`.execute(server);
    expect(await readLastId(server, name), name).toBeGreaterThanOrEqual(highest.rows[0]?.id ?? 0);
  }
  expect((await createTicket(server, { title: "After the move" })).id).toBe(5001);
});

test("a database that has something in it is refused", async () => {
  await expect(moveToPostgres(site, url, { now })).rejects.toThrow(
    /^The database \w+ on .+ is not empty, it has agents/,
  );
});

test("a site that runs on the data folder is refused", async () => {
  const leave = shareFolder(path.join(dataDir, LOCK_FILE));
  await expect(moveToPostgres(site, addressOf(other), { now })).rejects.toThrow(/^A server works on .+: stop it, then/);
  leave();
});

test("a site that runs on the database is refused", async () => {
  const running = openDatabase(addressOf(other));
  try {
    noticeForeignWrites(running);
    await vi.waitFor(
      async () => {
        await expect(moveToPostgres(site, addressOf(other), { now })).rejects.toThrow(/^A site runs on the database/);
      },
      { timeout: 20_000, interval: 200 },
    );
  } finally {
    await closeDatabase(running);
  }
});

test("a database that cannot be reached, of something else, or of a newer version is refused", async () => {
  const refusal = (to: string) => moveToPostgres(site, to, { now }).catch((error: Error) => error.message);
  expect(await refusal(`${addressOf(other)}_missing`)).toMatch(
    /^The database .+_missing on .+ cannot be reached: data/,
  );
  expect(await refusal("postgres://127.0.0.1:9/forum")).toMatch(/^The database forum on 127.0.0.1:9 cannot be reached/);
  const db = openDatabase(addressOf(other));
  await inTransaction(db, (trx) =>
    sql`update kysely_migration set name = '9999-later' where name like '0023%'`.execute(trx),
  );
  expect(await refusal(addressOf(other))).toMatch(/was made by a newer version of this program \(9999-later\)/);
  await inTransaction(db, (trx) => sql`drop table kysely_migration`.execute(trx));
  expect(await refusal(addressOf(other))).toMatch(/holds something else \(address_keys, .+\): make one for the site/);
  await closeDatabase(db);
});

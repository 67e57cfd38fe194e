import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { closeDatabase, type Db, inTransaction, openDatabase, type Trx } from "#db/client.ts";
import { fillNewDatabase } from "#db/fill-database.ts";
import { LOCK_FILE, shareFolder } from "#db/folder-lock.ts";
import { migrations } from "#db/migrations/index.ts";
import { openSnapshot } from "#db/open-snapshot.ts";
import type { Value } from "#db/read-snapshot.ts";
import { bringBack, tryExport } from "~/exports/bring-back.server.ts";
import { type ExportManifest, MANIFEST } from "~/exports/export-manifest.ts";
import { exportedTables, isMadeByTheDatabase, type Policy, tables } from "~/exports/tables.ts";
import { writeExport } from "~/exports/write-export.server.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { openMigrated } from "../support/database.ts";
import { createArticle, createTicket } from "../support/factories.ts";
import { addressOf, dropPostgresDatabase, makePostgresDatabase, onPostgres } from "../support/postgres.ts";
import { listColumns, listTables, setLastId } from "../support/tables.ts";
import { fillRichForum, HARD_TEXT, LEFT_BEHIND } from "./rich-forum.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // processes take their time where much else runs

const root = mkdtempSync(path.join(tmpdir(), "glasno-exports-"));
const SECRET = "a secret of this site, 32 letters long";
const NOW = Date.UTC(2026, 10, 22);
const made: string[] = [];
const siteIn = (name: string) => {
  const dataDir = path.join(root, name);
  const databaseFile = path.join(dataDir, "glasno.sqlite");
  made.push(databaseFile);
  return {
    dataDir,
    databaseFile,
    databaseUrl: addressOf(databaseFile),
    secret: SECRET,
    version: "1.0.0",
    mayChangeSecret: true,
  };
};
const [rich, copy] = [siteIn("rich"), { ...siteIn("copy"), secret: "another secret of the new site, longer" }];
const [first, second] = [path.join(root, "first"), path.join(root, "second")];
let db: Db;
let back: Db;

beforeAll(async () => {
  mkdirSync(rich.dataDir, { recursive: true });
  db = await openMigrated(rich.databaseFile);
  await fillRichForum(db, rich.dataDir);
  // Numbers that were given away and are free again must not come back.
  await inTransaction(db, (trx) => setLastId(trx, "tickets", 5000));
  await makePostgresDatabase(copy.databaseFile);
  await writeExport(rich, first);
  await bringBack(first, copy, { now: NOW });
  await writeExport({ ...copy, secret: SECRET }, second);
  back = openDatabase(copy.databaseUrl);
});

afterAll(async () => {
  await Promise.all([db, back].map((one) => one && closeDatabase(one)));
  await stopMarkdownWorkers();
  await Promise.all(made.map(dropPostgresDatabase));
  rmSync(root, { recursive: true, force: true });
});

/** Every file below a folder, with its bytes. */
function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(path.join(folder, name), "latin1")]));
}

test("every table and column of the database is thought of", async () => {
  const own = (await listTables(db)).filter((name) => !isMadeByTheDatabase(name));
  expect(Object.keys(tables).sort()).toEqual(own.sort());
  for (const [name, policy] of exportedTables()) {
    const known = [...policy.columns, ...Object.keys(policy.leftOut)];
    expect(known.sort(), name).toEqual((await listColumns(db, name)).sort());
    expect(policy.columns, name).toEqual(expect.arrayContaining([...policy.json]));
  }
});

test("what comes back goes out again the same, byte for byte", () => {
  const [before, after] = [filesIn(first), filesIn(second)];
  expect(Object.keys(after)).toEqual(Object.keys(before));
  for (const [name, bytes] of Object.entries(before)) expect(after[name] === bytes, name).toBe(true);
});

test.each(exportedTables().map(([name]) => name))(
  "%s has rows in that forum, and a value in each column",
  async (name) => {
    const policy = tables[name] as Extract<Policy, { columns: unknown }>;
    for (const column of policy.columns) {
      const { rows } = await sql`select 1 from ${sql.table(name)} where ${sql.ref(column)} is not null limit 1`.execute(
        back,
      );
      expect(rows.length, column).toBe(1);
    }
  },
);

test("what is of the moment, and what stands for a network address, stays behind", () => {
  for (const [name, bytes] of Object.entries(filesIn(first))) expect(bytes, name).not.toContain(LEFT_BEHIND);
});

test("texts that formats trip over come back as they were", async () => {
  const { body } = await back
    .selectFrom("tickets")
    .select("body")
    .where("title", "=", "A hard one")
    .executeTakeFirstOrThrow();
  const before = await db
    .selectFrom("tickets")
    .select("body")
    .where("title", "=", "A hard one")
    .executeTakeFirstOrThrow();
  expect(body).toBe(before.body);
  expect(body).toContain(HARD_TEXT.slice(0, 9));
});

test("counts and the search index are built anew", async () => {
  const counts = (one: Db) =>
    sql`select * from ticket_counts where count > 0 order by kind, status, category_id`.execute(one);
  expect((await counts(back)).rows).toEqual((await counts(db)).rows);
  const id = sql.ref(onPostgres ? "id" : "rowid");
  const found = (one: Db) => sql`select ${id} from search_tickets order by ${id}`.execute(one);
  expect((await found(back)).rows).toEqual((await found(db)).rows);
  expect((await found(back)).rows.length).toBeGreaterThan(20);
});

test("an export is of one moment, whatever is written meanwhile", async () => {
  const snapshot = await openSnapshot(rich.databaseUrl);
  try {
    const read = async () => {
      const titles: Value[] = [];
      for await (const rows of snapshot.portions("visitors", { columns: ["token_hash"], by: ["id"] }))
        titles.push(...rows.flat());
      return titles;
    };
    const before = await read();
    await inTransaction(db, (trx) =>
      trx.insertInto("visitors").values({ token_hash: "came later", created_at: NOW }).execute(),
    );
    expect(await read()).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
  } finally {
    await snapshot.close();
  }
});

test("the next ticket has the number that it would have had", async () => {
  const { id } = await createTicket(back, { title: "After the move" });
  expect(id).toBe(5001);
});

test("the secret comes along, the logo and own pages too, and only the owner may read an export", () => {
  expect(readFileSync(path.join(copy.dataDir, "secret"), "utf8")).toBe(SECRET);
  expect(readFileSync(path.join(copy.dataDir, "files/site/logo.webp"), "utf8")).toBe("a logo");
  expect(readFileSync(path.join(copy.dataDir, "pages/imprint.en.md"), "utf8")).toBe("# Our own imprint");
  expect(statSync(path.join(copy.dataDir, "secret")).mode & 0o777).toBe(0o600);
  expect(statSync(first).mode & 0o777).toBe(0o700);
  for (const name of Object.keys(filesIn(first))) expect(statSync(path.join(first, name)).mode & 0o077, name).toBe(0);
});

test("an export leaves what is there alone, and stays out of the data folder", async () => {
  await expect(writeExport(rich, first)).rejects.toThrow("has something in it: name a new folder");
  await expect(writeExport(rich, path.join(rich.dataDir, "out"))).rejects.toThrow("lies in the data folder");
  expect(readdirSync(root).filter((name) => name.includes("unfinished"))).toEqual([]);
});

test("a dry run counts by who may read it, and writes nothing", async () => {
  const scratch = mkdtempSync(path.join(root, "scratch-"));
  const { tickets, replies } = await tryExport(first, scratch);
  expect(tickets).toMatchObject({ restricted: 2, private: 3, held: 2, merged: 2, removed: 3 });
  expect(replies).toMatchObject({ held: 1, removed: 1 });
  expect(replies.notes).toBeGreaterThan(0);
});

describe("refused with one line, and the site stays as it was", () => {
  let count = 0;

  /** A copy of the export, changed by hand. */
  function changed(change: (folder: string) => void): string {
    const folder = path.join(root, `changed-${++count}`);
    cpSync(first, folder, { recursive: true });
    change(folder);
    return folder;
  }

  function edit(folder: string, name: string, change: (text: string) => string, { isSigned = false } = {}): void {
    const file = path.join(folder, name);
    writeFileSync(file, change(readFileSync(file, "utf8")));
    if (!isSigned) return;
    const manifest = JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8"));
    const table = manifest.tables.find((one: { name: string }) => `${one.name}.jsonl` === name);
    table.sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
    writeFileSync(path.join(folder, "manifest.json"), JSON.stringify(manifest));
  }

  const inLine = (line: number, change: (text: string) => string) => (text: string) =>
    text
      .split("\n")
      .map((one, at) => (at + 1 === line ? change(one) : one))
      .join("\n");
  const isSigned = { isSigned: true };
  const firstFile = (folder: string) => {
    const name = Object.keys(filesIn(path.join(folder, "files")))[0] ?? "";
    return path.join(folder, "files", name);
  };

  const damages: [what: string, change: (folder: string) => void, message: RegExp][] = [
    [
      "a line that is no JSON",
      (to) =>
        edit(
          to,
          "tickets.jsonl",
          inLine(3, (line) => line.slice(0, -9)),
        ),
      /^tickets.jsonl line 3: it is no JSON/,
    ],
    [
      "a word that was changed",
      (to) => edit(to, "replies.jsonl", (text) => text.replace("answer", "answar")),
      /^replies.jsonl (line \d+: CHECK|is not what)/,
    ],
    [
      "a title that was changed",
      (to) => edit(to, "tickets.jsonl", (text) => text.replace("Spam", "Spat")),
      /^tickets.jsonl is not what was exported: a line was changed$/,
    ],
    [
      "a line that is missing",
      (to) => edit(to, "votes.jsonl", (text) => text.slice(text.indexOf("\n") + 1)),
      /^votes.jsonl is not what was exported: \d+ lines instead of \d+$/,
    ],
    [
      "a value that may not be",
      (to) =>
        edit(
          to,
          "tickets.jsonl",
          inLine(2, (line) => line.replace(/"visibility":"\w+"/, '"visibility":"secret"')),
          isSigned,
        ),
      /^tickets.jsonl line 2: CHECK constraint failed: visibility/,
    ],
    [
      "a row that is there twice",
      (to) =>
        edit(
          to,
          "visitors.jsonl",
          inLine(2, (line) => line.replace(/"id":2/, '"id":1')),
          isSigned,
        ),
      /^visitors.jsonl line 2: UNIQUE constraint failed: visitors.id/,
    ],
    [
      "a row that names another which is not there",
      (to) =>
        edit(
          to,
          "votes.jsonl",
          inLine(4, (line) => line.replace(/"visitor_id":\d+/, '"visitor_id":99999')),
          isSigned,
        ),
      /^votes.jsonl: the row with the id 4 names a row of visitors that is not there$/,
    ],
    ["a table that is missing", (to) => rmSync(path.join(to, "votes.jsonl")), /^votes.jsonl is missing$/],
    ["a file that was changed", (to) => writeFileSync(firstFile(to), "something else"), /is not what its name says$/],
    [
      "a file that is missing",
      (to) => rmSync(firstFile(to)),
      /^attachments.jsonl line \d: the file \w{64} is missing$/,
    ],
    [
      "an article that was changed",
      (to) => edit(to, "articles/guides/an-article.md", (text) => `${text} `),
      /^articles.guides.an-article.md is not what was exported$/,
    ],
    [
      "an export that was broken off",
      (to) => rmSync(path.join(to, "manifest.json")),
      /is no export, or one that was broken off/,
    ],
    [
      "a newer format",
      (to) => edit(to, "manifest.json", (text) => text.replace('"format": 1', '"format": 2')),
      /is of format 2, and this program reads 1/,
    ],
    [
      "a newer version",
      (to) => edit(to, "manifest.json", (text) => text.replace('"0001-forum"', '"0001-forum", "9999-later"')),
      /was made by a newer version of this program \(1.0.0: 9999-later\)/,
    ],
    [
      "a file outside of it",
      (to) => edit(to, "manifest.json", (text) => text.replace('"data/pages/', '"data/../../pages/')),
      /names a file outside of it/,
    ],
  ];

  test.each(damages)("%s", async (_, change, message) => {
    const folder = changed(change);
    const site = siteIn(`of-${path.basename(folder)}`);
    await makePostgresDatabase(site.databaseFile);
    await expect(bringBack(folder, site, { now: NOW })).rejects.toThrow(message);
    const left = existsSync(site.dataDir) ? readdirSync(site.dataDir) : [];
    expect(left.filter((name) => name !== LOCK_FILE)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test("a site that has something in it", async () => {
    await expect(bringBack(first, copy, { now: NOW })).rejects.toThrow(
      /is not empty, it has agents: (set DATA_DIR to|name) a new/,
    );
  });

  test("a site that runs", async () => {
    const site = siteIn("running");
    mkdirSync(site.dataDir);
    const leave = shareFolder(path.join(site.dataDir, LOCK_FILE));
    await expect(bringBack(first, site, { now: NOW })).rejects.toThrow(/^A server works on .+: stop it, then import$/);
    leave();
  });

  test("a secret that is set to another", async () => {
    const set = siteIn("set");
    await makePostgresDatabase(set.databaseFile);
    const site = { ...set, secret: "set in the environment, and different", mayChangeSecret: false };
    await expect(bringBack(first, site, { now: NOW })).rejects.toThrow(
      /^SECRET is set to another than that of the export/,
    );
  });

  test("an own page that would be replaced", async () => {
    const site = siteIn("own");
    await makePostgresDatabase(site.databaseFile);
    mkdirSync(path.join(site.dataDir, "pages"), { recursive: true });
    writeFileSync(path.join(site.dataDir, "pages/imprint.en.md"), "Written already");
    await expect(bringBack(first, site, { now: NOW })).rejects.toThrow(
      /imprint.en.md is there already, with another content/,
    );
    expect(existsSync(site.databaseFile)).toBe(false);
  });
});

test("an export of an older version comes into a site that has only been started, and is brought up to date", async () => {
  const old = siteIn("old");
  mkdirSync(old.dataDir);
  const schema = Object.keys(migrations).sort();
  const filling = await fillNewDatabase(old.databaseFile, schema);
  filling.insert("settings", ["key", "value", "updated_at"])(["name", '"Old"', NOW]);
  filling.finish();
  const folder = path.join(root, "old-export");
  const { manifest } = await writeExport({ ...old, databaseUrl: old.databaseFile }, folder);
  expect(manifest.schema).toEqual(schema);
  await forgetNewest(folder, manifest);

  const site = siteIn("started");
  mkdirSync(site.dataDir);
  const started = await openMigrated(site.databaseFile);
  await createArticle(started);
  await closeDatabase(started);
  await expect(bringBack(folder, site, { now: NOW })).rejects.toThrow("is not empty, it has articles");
  await inStarted(site, (one) => sql`update articles set source_path = 'program/guides/one.md'`.execute(one));

  await bringBack(folder, site, { now: NOW });
  await inStarted(site, async (one) => {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(one);
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(migrations).sort());
    expect((await sql`select 1 from articles`.execute(one)).rows).toEqual([]);
    expect((await sql`select value from settings where key = 'name'`.execute(one)).rows).toEqual([{ value: '"Old"' }]);
  });
});

/** Makes of an export what the version before wrote: without the tables and columns that the newest migration adds. */
async function forgetNewest(folder: string, manifest: ExportManifest) {
  const schema = manifest.schema.slice(0, -1);
  const before = await fillNewDatabase(path.join(root, "before.sqlite"), schema);
  const known = (table: string) => before.columns(table).map(({ name }) => name);
  const tables = manifest.tables
    .filter(({ name }) => known(name).length > 0)
    .map((table) => ({ ...table, columns: table.columns.filter((column) => known(table.name).includes(column)) }));
  before.close();
  writeFileSync(path.join(folder, MANIFEST), JSON.stringify({ ...manifest, schema, tables }));
}

async function inStarted({ databaseUrl }: { databaseUrl: string }, work: (trx: Trx) => Promise<unknown>) {
  const db = openDatabase(databaseUrl);
  await inTransaction(db, work).finally(() => closeDatabase(db));
}

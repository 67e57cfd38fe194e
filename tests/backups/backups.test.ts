import { spawnSync } from "node:child_process";
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
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, type Db, inTransaction, openDatabase, writerOf } from "#db/client.ts";
import { findFault } from "#db/find-fault.ts";
import { LOCK_FILE, shareFolder } from "#db/folder-lock.ts";
import { findLastBackup, readBackupState } from "~/backups/backup-state.server.ts";
import { makeBackup } from "~/backups/make-backup.server.ts";
import { restoreBackup } from "~/backups/restore-backup.server.ts";
import { showBackups } from "~/backups/show-backups.server.ts";
import { findStartProblem } from "~/backups/start-checks.server.ts";
import { tryBackup } from "~/backups/try-backup.server.ts";
import { damages, FLIPS, overwrite } from "../../scripts/drills/damaged/damages.ts";
import { openMigrated } from "../support/database.ts";
import { createTicket, createVisitor } from "../support/factories.ts";

const root = mkdtempSync(path.join(tmpdir(), "glasno-backups-"));
const dataDir = path.join(root, "data");
const backupDir = path.join(dataDir, "backups");
const databaseFile = path.join(dataDir, "glasno.sqlite");
const secret = "a secret of this site, 32 letters long";
const hash = "ab".repeat(32);
const of = { dataDir, databaseFile, secret, version: "0.0.0" };
const now = Date.UTC(2026, 10, 22, 3);
let db: Db;
let archive: string;
let made: Awaited<ReturnType<typeof makeBackup>>;

beforeAll(async () => {
  mkdirSync(dataDir, { recursive: true });
  db = await openMigrated(databaseFile);
  for (const [name, text] of [
    ["secret", secret],
    [`files/ab/${hash}`, "a picture"],
    ["files/site/logo.webp", "a logo"],
    ["files/unfinished/half", "half an upload"],
    ["pages/imprint.en.md", "Our own imprint"],
  ] as const) {
    mkdirSync(path.dirname(path.join(dataDir, name)), { recursive: true });
    writeFileSync(path.join(dataDir, name), text);
  }
  await createTicket(db, { title: "Written before the backup", viewer: await createVisitor(db) });
  await addFile(hash);
  // Somebody goes on writing while it is made.
  let isOver = false;
  const writing = (async () => {
    while (!isOver) {
      await inTransaction(db, (trx) => sql`update tickets set vote_count = vote_count + 1`.execute(trx));
      await new Promise(setImmediate);
    }
  })();
  made = await makeBackup(of, { folder: backupDir, now });
  isOver = true;
  await writing;
  archive = made.file;
  // A server keeps the log beside the file while it runs.
  await createTicket(db, { title: "Written after it", viewer: await createVisitor(db) });
});

afterAll(async () => {
  await closeDatabase(db);
  rmSync(root, { recursive: true, force: true });
});

const addFile = (named: string) =>
  inTransaction(db, (trx) =>
    trx
      .insertInto("attachments")
      .values({ name: "a.webp", type: "image/webp", size: 9, hash: named, alt: "", created_at: now })
      .execute(),
  );

/** A data folder of its own, with whatever `fill` puts there. */
function newFolder(name: string, fill: (folder: string) => void = () => undefined) {
  const folder = path.join(root, name);
  mkdirSync(folder);
  fill(folder);
  return { dataDir: folder, databaseFile: path.join(folder, "glasno.sqlite"), backupDir: path.join(folder, "backups") };
}

async function titlesIn(file: string): Promise<string[]> {
  const restored = openDatabase(file);
  const rows = await restored.selectFrom("tickets").select("title").orderBy("id").execute();
  await closeDatabase(restored);
  return rows.map(({ title }) => title);
}

test("a backup is one file that only its owner may read, and nothing half-made lies beside it", () => {
  expect(statSync(archive).mode & 0o777).toBe(0o600);
  expect(readdirSync(backupDir)).toEqual(["glasno-2026-11-22T03-00-00Z.tar.gz"]);
});

test("its list names every file but half an upload, and counts what is in the database", () => {
  expect(made.manifest.files.map((file) => file.path)).toEqual([
    "glasno.sqlite",
    "secret",
    `files/ab/${hash}`,
    "files/site/logo.webp",
    "pages/imprint.en.md",
  ]);
  expect(made.manifest.counts).toMatchObject({ tickets: 1, attachments: 1 });
  expect(made.manifest.missing).toEqual([]);
});

test("restored into an empty folder it is what was there when it began", async () => {
  const folders = newFolder("empty");
  const { movedTo } = await restoreBackup(archive, { ...folders, now });
  expect(movedTo).toBeUndefined();
  expect(await titlesIn(folders.databaseFile)).toEqual(["Written before the backup"]);
  for (const name of ["secret", `files/ab/${hash}`, "files/site/logo.webp", "pages/imprint.en.md"]) {
    expect(readFileSync(path.join(folders.dataDir, name), "utf8")).toBe(readFileSync(path.join(dataDir, name), "utf8"));
  }
  expect(statSync(path.join(folders.dataDir, "secret")).mode & 0o777).toBe(0o600);
  expect(findFault(folders.databaseFile, "whole")).toBeUndefined();
  expect(readdirSync(folders.dataDir).filter((name) => name.startsWith("."))).toEqual([]);
});

test("what was there before a restore lies aside, named by the date, and the backups stay", async () => {
  const folders = newFolder("used", (folder) => {
    writeFileSync(path.join(folder, "glasno.sqlite"), "an old database");
    writeFileSync(path.join(folder, "glasno.sqlite-wal"), "its log");
    mkdirSync(path.join(folder, "backups"));
    cpSync(archive, path.join(folder, "backups", path.basename(archive)));
  });
  const own = findLastBackup(folders) as string;
  const { movedTo } = await restoreBackup(own, { ...folders, now });
  expect(movedTo).toBe(path.join(folders.dataDir, "before-restore-2026-11-22T03-00-00Z"));
  expect(readFileSync(path.join(movedTo as string, "glasno.sqlite"), "utf8")).toBe("an old database");
  expect(readFileSync(path.join(movedTo as string, "glasno.sqlite-wal"), "utf8")).toBe("its log");
  expect(existsSync(own)).toBe(true);
  expect(await titlesIn(folders.databaseFile)).toEqual(["Written before the backup"]);
});

test("while a server works on the folder a restore refuses", async () => {
  const folders = newFolder("busy");
  const leave = shareFolder(path.join(folders.dataDir, LOCK_FILE));
  await expect(restoreBackup(archive, { ...folders, now })).rejects.toThrow(/A server works on .*busy: stop it/);
  leave();
  await restoreBackup(archive, { ...folders, now });
});

const damagedBackups: [string, (bytes: Buffer) => Buffer][] = [
  ["cut in half", (bytes) => bytes.subarray(0, bytes.length / 2)],
  ["without its last bytes", (bytes) => bytes.subarray(0, -20)],
  [
    "with one byte changed",
    (bytes) => Buffer.from(bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 1 : byte))),
  ],
  ["emptied", () => Buffer.alloc(0)],
  ["replaced by something else", () => Buffer.from("not an archive")],
];

test.each(damagedBackups)("a backup %s is refused with the reason, and nothing is changed", async (name, damage) => {
  const folders = newFolder(name, (folder) => writeFileSync(path.join(folder, "glasno.sqlite"), "as it was"));
  const file = path.join(root, `${name}.tar.gz`);
  writeFileSync(file, damage(readFileSync(archive)));
  await expect(restoreBackup(file, { ...folders, now })).rejects.toThrow(/is damaged: .*Nothing was changed/);
  expect(readFileSync(folders.databaseFile, "utf8")).toBe("as it was");
  expect(readdirSync(folders.dataDir).sort()).toEqual(["glasno.sqlite", LOCK_FILE]);
});

test("a backup from a newer version is refused", async () => {
  const folder = newFolder("newer");
  await restoreBackup(archive, { ...folder, now });
  const newer = openDatabase(folder.databaseFile);
  await sql`insert into kysely_migration values ('9999-later', '2030')`.execute(writerOf(newer));
  await closeDatabase(newer);
  const { file } = await makeBackup({ ...of, ...folder }, { folder: folder.backupDir, now });
  await expect(restoreBackup(file, { ...newFolder("older"), now })).rejects.toThrow(/newer version .*9999-later/);
  expect(findStartProblem(folder)).toMatch(/was made by a newer version of this program \(9999-later\)/);
});

test("a file that a row names and that is lost does not stop a backup, and is named", async () => {
  await addFile("cd".repeat(32));
  const { manifest } = await makeBackup(of, { folder: path.join(root, "elsewhere"), now: now + 60_000 });
  expect(manifest.missing).toEqual(["cd".repeat(32)]);
});

test("a try of a backup is noted for the desk, also where it is damaged, and leaves nothing", async () => {
  await tryBackup(archive, { dataDir, now });
  expect(showBackups({ dataDir, backupDir }).tested).toEqual({ at: now, problem: null });
  await expect(tryBackup(path.join(root, "cut in half.tar.gz"), { dataDir, now })).rejects.toThrow();
  expect(readBackupState(dataDir).tested?.problem).toMatch(/^is damaged/);
  expect(readdirSync(dataDir).filter((name) => name.startsWith("."))).toEqual([]);
});

test("a backup that could not be made is noted for the desk, and the last good one stays named", async () => {
  writeFileSync(path.join(root, "no folder"), "");
  await expect(makeBackup(of, { folder: path.join(root, "no folder"), now })).rejects.toThrow();
  const shown = showBackups({ dataDir, backupDir });
  expect(shown.failed?.problem).toMatch(/EEXIST|ENOTDIR/);
  expect(shown.last?.file).toBeDefined();
});

// In full: npm run drill -- damaged
test.each(damages)("a start on a database with $name says so in one line, and names the last backup", async (one) => {
  const { name, damage, says } = one;
  const folders = newFolder(`start with ${name}`);
  await restoreBackup(archive, { ...folders, now });
  expect(findStartProblem(folders)).toBeUndefined();
  mkdirSync(folders.backupDir);
  cpSync(archive, path.join(folders.backupDir, path.basename(archive)));
  damage(folders.databaseFile);
  const problem = findStartProblem(folders) as string;
  expect(problem).toMatch(says);
  expect(problem).toContain(`npm run restore -- ${path.join(folders.backupDir, path.basename(archive))}`);
  expect(problem).not.toContain("\n");
});

test("whatever bytes of a database are changed, the look at it ends with a line or with none", async () => {
  const folders = newFolder("changed anywhere");
  await restoreBackup(archive, { ...folders, now });
  const whole = readFileSync(folders.databaseFile);
  const found = Array.from({ length: 60 }, (_, n) => {
    writeFileSync(folders.databaseFile, whole);
    overwrite(folders.databaseFile, (n * 7_919_993) % whole.length, FLIPS[n % 3] as number);
    return findStartProblem(folders);
  });
  expect(
    found.filter(
      (line) => line === undefined || !/^The database .* is damaged.*There is no backup of it[.]$/.test(line),
    ),
  ).toEqual(found.filter((line) => line === undefined));
  // Noise over a whole page seldom passes; one byte of somebody's text is as good as another.
  expect(found.filter((line, n) => n % 3 === 2 && line).length).toBeGreaterThan(10);
});

test("the commands: a backup, back from it, and exit codes that scripts can rely on", () => {
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: "", BASE_URL: "", SECRET: "" };
  const run = (to: Record<string, string>, script: string, ...args: string[]) =>
    spawnSync(process.execPath, ["scripts/run.js", script, ...args], { env: { ...env, ...to }, encoding: "utf8" });
  const out = path.join(root, "out");
  const wrote = run({}, "backup", out);
  expect(wrote.stdout).toMatch(/^Wrote .*out\/glasno-.*[.]tar[.]gz: 2 tickets/);
  expect(wrote.status).toBe(0);
  const [name = ""] = readdirSync(out);
  const fresh = { DATA_DIR: path.join(root, "fresh") };
  const restored = run(fresh, "restore", path.join(out, name));
  expect(restored.stdout).toMatch(/Restored .*fresh as of .*: 2 tickets/);
  expect(restored.status).toBe(0);
  expect(readFileSync(path.join(fresh.DATA_DIR, "secret"), "utf8")).toBe(secret);
  const refused = run(fresh, "restore", path.join(root, "cut in half.tar.gz"));
  expect(refused.stderr.trim().split("\n")).toEqual([expect.stringMatching(/is damaged/)]);
  expect(refused.status).toBe(1);
  expect(run({}, "backup").status).toBe(2);
  expect(run({}, "restore", "a", "b").status).toBe(2);
  const nowhere = run({ DATA_DIR: path.join(root, "not/there") }, "backup", out);
  expect(nowhere.stderr).toMatch(/The data folder .* cannot be made/);
  expect(nowhere.status).toBe(1);
});

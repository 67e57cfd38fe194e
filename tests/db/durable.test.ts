import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { closeDatabase, openDatabase, writerOf } from "#db/client.ts";
import { findFault } from "#db/find-fault.ts";
import { readForLong } from "../../scripts/drills/shutdown/read-for-long.ts";
import { logSize } from "../../scripts/drills/shutdown/stop-under-load.ts";
import { openMigrated } from "../support/database.ts";

const dataDir = mkdtempSync(path.join(tmpdir(), "glasno-durable-"));
const file = path.join(dataDir, "glasno.sqlite");
const db = await openMigrated(file);

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test("each commit waits for the disk, also on a file that was there already", async () => {
  const again = openDatabase(file);
  const { rows } = await sql`pragma synchronous`.execute(writerOf(again));
  expect(rows).toEqual([{ synchronous: 2 }]);
  await closeDatabase(again);
});

test("a long reader makes the log grow, and not for good; a closed database leaves none", async () => {
  const { during, after } = await readForLong(db, dataDir, 0);
  expect(during).toBeGreaterThan(64 * 1024 * 1024);
  expect(after).toBeLessThanOrEqual(64 * 1024 * 1024);
  await closeDatabase(db);
  expect(logSize(dataDir)).toBe(0);
});

test("a database that was opened and not asked anything leaves no log either", async () => {
  await closeDatabase(openDatabase(file));
  expect(logSize(dataDir)).toBe(0);
});

test.skipIf(!existsSync("/proc/locks"))(
  "a look at the database leaves the locks of those who have it open",
  async () => {
    const file = path.join(dataDir, "looked-at.sqlite");
    const db = await openMigrated(file);
    const { ino } = statSync(file);
    const countLocks = () => readFileSync("/proc/locks", "utf8").split(`:${ino} `).length - 1;
    const before = countLocks();
    expect(before).toBeGreaterThan(0);
    expect(findFault(file, "whole")).toBeUndefined();
    expect(countLocks()).toBe(before);
    await closeDatabase(db);
  },
);

import { expect, test } from "vitest";
import { backupName, backupTime } from "~/backups/backup-name.ts";
import { thinOut } from "~/backups/thin-out.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const noon = Date.UTC(2026, 10, 22, 12);
const daysBack = (count: number) => Array.from({ length: count }, (_, day) => backupName(noon - day * DAY_MS));

test("a backup's name says when it was made", () => {
  expect(backupName(noon)).toBe("glasno-2026-11-22T12-00-00Z.tar.gz");
  expect(backupTime(backupName(noon))).toBe(noon);
});

test("after a year of daily backups those of 7 days, 4 weeks and 6 months are left", () => {
  const gone = new Set(thinOut(daysBack(365)));
  const kept = daysBack(365).filter((name) => !gone.has(name));
  expect(kept.map((name) => name.slice(7, 17))).toEqual([
    ...["2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19", "2026-11-18", "2026-11-17", "2026-11-16"],
    ...["2026-11-15", "2026-11-08", "2026-11-01", "2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30"],
  ]);
});

test("of several backups of a day the newest stays", () => {
  const [morning, evening] = [backupName(noon - 3_600_000), backupName(noon + 3_600_000)];
  expect(thinOut([morning, evening])).toEqual([morning]);
});

test("backups from before a long pause stay: spans without one are not counted", () => {
  expect(thinOut([backupName(noon), backupName(noon - 400 * DAY_MS)])).toEqual([]);
});

test.each([
  "notes.txt",
  "glasno-2026-11-22.tar.gz",
  "glasno-2026-13-45T12-00-00Z.tar.gz",
  `${backupName(noon)}.unfinished`,
])("a file of another name is never touched: %s", (name) => {
  expect(thinOut([...daysBack(60), name])).not.toContain(name);
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** What is not run on PostgreSQL although it uses a database, and why. */
export const LEFT_OUT: Record<string, string> = {
  "tests/db/durable.test.ts": "SQLite's file and its log",
  "tests/db/upgrade.test.ts": "SQLite's files of older versions",
  "tests/backups/": "backups of SQLite's file; PostgreSQL has pg_dump",
  "tests/drills/": "faults of the disk under SQLite's file",
  "tests/people/sign-in-limits.test.ts": "its clock is the test's, by which connections would run out of time",
  "tests/pages/full-disk.test.ts": "a full disk under SQLite's file",
  "tests/e2e/kill9.test.ts": "a drill on SQLite's file",
  "tests/e2e/power-cut.test.ts": "a drill on SQLite's file",
  "tests/e2e/stale-pages.test.ts": "a drill on SQLite's file; tests/db/postgres-away.test.ts looks at other processes",
  "tests/e2e/two-processes.test.ts": "a drill on SQLite's file",
  "tests/tickets/query-plans.test.ts": "SQLite's query plans",
};

/**
 * What `npm test` runs on PostgreSQL too: what counts, searches, sorts, waits for others or decides who sees what. More
 * of it would cost minutes: the rest speaks the same SQL.
 */
const CORE = [
  /^tests\/(db|jobs|search|tickets)\/(?!any-input|done-twice)/,
  /^tests\/articles\/(article-from-ticket|edit-article|write-article)\./,
  /^tests\/people\/(?!agent-command)/,
  /^tests\/pages\/(list|page-cache|search|visibility|voting)\./,
  /^tests\/exports\/to-postgres\./,
];

/** They run on PostgreSQL alone. */
export const ONLY_THERE = [
  "tests/db/postgres.test.ts",
  "tests/db/postgres-away.test.ts",
  "tests/exports/to-postgres.test.ts",
  "tests/search/postgres-blocks.test.ts",
];

/** The test files that run on PostgreSQL: of those that use a database at all, the core or all but what is left out. */
export function listOnPostgres(which: "core" | "all"): string[] {
  const left = Object.keys(LEFT_OUT);
  return listTests().filter(
    (file) =>
      (which === "all" || CORE.some((part) => part.test(file))) &&
      !left.some((name) => file.startsWith(name)) &&
      usesDatabase(file),
  );
}

export const listTests = (): string[] =>
  readdirSync("tests", { recursive: true, encoding: "utf8" })
    .map((name) => `tests/${name.replaceAll(path.sep, "/")}`)
    .filter((name) => /\.test\.tsx?$/.test(name))
    .sort();

const known = new Map<string, boolean>();

/** Whether it leads, from file to file, to the support that opens databases. */
function usesDatabase(file: string): boolean {
  if (file === "tests/support/postgres.ts") return true;
  const before = known.get(file);
  if (before !== undefined || !existsSync(file)) return before ?? false;
  known.set(file, false);
  const imports = readFileSync(file, "utf8").matchAll(/(?:from|import) ?\(?"(\.{1,2}\/[^"]+\.tsx?)"/g);
  const uses = [...imports].some(([, to = ""]) => usesDatabase(path.posix.join(path.posix.dirname(file), to)));
  known.set(file, uses);
  return uses;
}

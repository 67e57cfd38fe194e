import { existsSync, statSync } from "node:fs";
import SqliteDatabase from "better-sqlite3";
import { migrations } from "./migrations/index.ts";

/** header: the first bytes and the schema, in no time. quick: every page. whole: indexes and references too. */
export type Depth = "header" | "quick" | "whole";

/**
 * What is wrong with a database file, as the end of a sentence about it; undefined where nothing was found. Reads it
 * on the spot: a large one in a worker, but for its header. Only SQLite may open the file: whoever closes it by hand
 * lets go of all locks that this process has on it, and the next program to leave it would take the log away from under
 * a running site (sqlite.org/howtocorrupt.html, 2.2).
 */
export function findFault(file: string, depth: Depth): string | undefined {
  if (!existsSync(file)) return "is not there";
  // Of what was never begun there is nothing to say.
  if (statSync(file).size === 0) return undefined;
  try {
    return look(file, depth);
  } catch (error) {
    const { code = "", message } = error as { code?: string } & Error;
    if (code === "SQLITE_NOTADB") return "is damaged, or no database: it does not begin like one";
    if (code.startsWith("SQLITE_CORRUPT")) return `is damaged: ${message}`;
    throw error;
  }
}

/** The migrations that this program does not know: a newer one made them. */
export function newerThanCode(names: string[]): string[] {
  return names.filter((name) => !Object.hasOwn(migrations, name));
}

function look(file: string, depth: Depth): string | undefined {
  const database = new SqliteDatabase(file, { timeout: 5_000 });
  try {
    const hasSchema = database.prepare("select 1 from sqlite_master where name = 'kysely_migration'").get();
    if (hasSchema) {
      const newer = newerThanCode(database.prepare("select name from kysely_migration").pluck().all() as string[]);
      if (newer.length > 0) return `was made by a newer version of this program (${newer.join(", ")})`;
    }
    if (depth === "header") return undefined;
    const found = database.pragma(depth === "quick" ? "quick_check(1)" : "integrity_check(1)", { simple: true });
    if (found !== "ok") return `is damaged: ${String(found).replace(/\s+/g, " ").trim()}`;
    if (depth === "quick") return undefined;
    const lost = (database.pragma("foreign_key_check") as unknown[]).length;
    return lost > 0 ? `is damaged: ${lost} rows name others that are not there` : undefined;
  } finally {
    database.close();
  }
}

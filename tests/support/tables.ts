import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import SqliteDatabase from "better-sqlite3";
import { sql } from "kysely";
import pg from "pg";
import type { Db, Trx } from "#db/client.ts";
import { isPostgres } from "#db/either.ts";
import { addressOf, fileIn, onPostgres } from "./postgres.ts";

/** The names of all tables. */
export async function listTables(db: Db): Promise<string[]> {
  const { rows } = isPostgres(db)
    ? await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(db)
    : await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db);
  return rows.map(({ name }) => name);
}

/** The names of a table's columns. */
export async function listColumns(db: Db, table: string): Promise<string[]> {
  const { rows } = isPostgres(db)
    ? await sql<{ name: string }>`select attname as name from pg_attribute
        where attrelid = to_regclass(${table}) and attnum > 0 and not attisdropped`.execute(db)
    : await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db);
  return rows.map(({ name }) => name);
}

/** As if the table had given away all numbers up to this one. */
export async function setLastId(trx: Trx, table: "tickets", id: number): Promise<void> {
  if (isPostgres(trx)) await sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${id}::bigint)`.execute(trx);
  else await sql`update sqlite_sequence set seq = ${id} where name = ${table}`.execute(trx);
}

/**
 * All that a database keeps, as text: SQLite's file and its log byte by byte, and of PostgreSQL, which clears what nobody
 * can read any more in its own time, every row.
 */
export async function readKept(db: Db, dataDir: string): Promise<string> {
  if (!onPostgres) {
    const files = readdirSync(dataDir).filter((file) => /sqlite/.test(file));
    return files.map((file) => readFileSync(path.join(dataDir, file)).toString("latin1")).join("\n");
  }
  const kept: string[] = [];
  for (const name of await listTables(db)) {
    const { rows } = await sql<{ row: string }>`select whole::text as row from ${sql.table(name)} as whole`.execute(db);
    for (const { row } of rows) kept.push(row);
  }
  return kept.join("\n");
}

/** As another program may that keeps the tickets to itself, so that nobody writes and everybody reads. Returns what ends it. */
export async function lockWrites(dataDir: string): Promise<() => Promise<void>> {
  const file = fileIn(dataDir);
  if (onPostgres) {
    const other = new pg.Client({ connectionString: addressOf(file) });
    await other.connect();
    await other.query("begin");
    await other.query("lock table tickets in share row exclusive mode");
    return () => other.end();
  }
  const other = new SqliteDatabase(file);
  other.exec("begin immediate");
  return async () => {
    other.close();
  };
}

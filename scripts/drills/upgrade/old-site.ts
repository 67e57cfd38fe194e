import SqliteDatabase from "better-sqlite3";
import { Migrator } from "kysely";
import { closeDatabase, openDatabase, writerOf } from "#db/client.ts";
import { migrations } from "#db/migrations/index.ts";
import { oldRows } from "./old-rows.ts";

/** All that there are, in the order in which they run. */
export const versions: string[] = Object.keys(migrations).sort();

/** Makes a database as a site had it that stopped at this migration, with rows in it. */
export async function makeOldDatabase(file: string, version: string, tickets: number): Promise<void> {
  const db = openDatabase(file);
  try {
    const migrator = new Migrator({ db: writerOf(db), provider: { getMigrations: async () => migrations } });
    for (const [after, statements] of Object.entries(oldRows(tickets))) {
      if (after > version) break;
      const { error } = await migrator.migrateTo(after);
      if (error) throw error;
      run(file, statements);
    }
    const { error } = await migrator.migrateTo(version);
    if (error) throw error;
  } finally {
    await closeDatabase(db);
  }
}

function run(file: string, statements: string[]): void {
  const connection = new SqliteDatabase(file);
  connection.transaction(() => {
    for (const statement of statements) connection.exec(statement);
  })();
  connection.close();
}

/** Every row of every table, and the schema. */
function everythingIn(file: string): Map<string, Record<string, unknown>[]> {
  const connection = new SqliteDatabase(file, { readonly: true });
  try {
    const tables = connection.prepare("select name, sql from sqlite_master where sql is not null order by name").all();
    const all = new Map([["the schema", tables as Record<string, unknown>[]]]);
    const names = connection.prepare("select name from sqlite_master where type = 'table' order by name").pluck().all();
    for (const name of names as string[]) {
      const columns = name === "kysely_migration" ? "name" : "*";
      all.set(name, connection.prepare(`select ${columns} from "${name}"`).all() as Record<string, unknown>[]);
    }
    return all;
  } finally {
    connection.close();
  }
}

/** Rows that are not there any more as they were, whatever columns have come since. The search index is made anew. */
export function changedRows(before: string, after: string): string[] {
  const now = everythingIn(after);
  const found: string[] = [];
  for (const [table, rows] of everythingIn(before)) {
    if (table === "the schema" || /^(search|kysely|sqlite)_/.test(table)) continue;
    const columns = Object.keys(rows[0] ?? {});
    const known = new Set((now.get(table) ?? []).map((row) => JSON.stringify(columns.map((column) => row[column]))));
    const lost = rows.filter((row) => !known.has(JSON.stringify(columns.map((column) => row[column]))));
    if (lost.length > 0) found.push(`${lost.length} rows of ${table} are gone or changed`);
  }
  return found;
}

/** A text for each table: two databases with the same texts are equal. */
export function textOf(file: string): Map<string, string> {
  return new Map([...everythingIn(file)].map(([name, rows]) => [name, JSON.stringify(rows)]));
}

/** Names of tables that are not the same in both. */
export function differences(one: Map<string, string>, other: Map<string, string>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name));
}

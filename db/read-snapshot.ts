import SqliteDatabase from "better-sqlite3";
import { Kysely } from "kysely";
import type { Db } from "./client.ts";
import { Sqlite } from "./dialects/sqlite.ts";
import { newerThanCode } from "./find-fault.ts";
import type { Database } from "./schema.ts";

export type Value = string | number | null;

/** The database as it was at one moment, while others go on writing. */
export interface Snapshot {
  db: Db;
  /** The migrations that it has seen, in their order. */
  schema: string[];
  /** All rows in the order of these columns, one at a time: nothing else may be read meanwhile. */
  rows(table: string, want: { columns: readonly string[]; by: readonly string[]; where?: string }): Iterable<Value[]>;
  /** The highest id that the table ever gave away; null where it gives none. */
  lastId(table: string): number | null;
  close(): Promise<void>;
}

/** Throws an Error with one line where a newer version of this program made it. */
export function openSnapshot(file: string): Snapshot {
  const connection = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  // A reader that has begun sees one state until it ends.
  connection.exec("begin");
  const schema = connection.prepare("select name from kysely_migration order by name").pluck().all() as string[];
  const newer = newerThanCode(schema);
  if (newer.length > 0) {
    connection.close();
    throw new Error(`The database ${file} was made by a newer version of this program (${newer.join(", ")})`);
  }
  const db = new Kysely<Database>({ dialect: new Sqlite(connection) });
  return {
    db,
    schema,
    rows(table, { columns, by, where }) {
      const condition = where ? ` where ${where}` : "";
      return connection
        .prepare(`select ${quoted(columns)} from "${table}"${condition} order by ${quoted(by)}`)
        .raw()
        .iterate() as Iterable<Value[]>;
    },
    lastId(table) {
      const found = connection.prepare("select seq from sqlite_sequence where name = ?").pluck().get(table);
      return (found as number | undefined) ?? null;
    },
    close: () => db.destroy(),
  };
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");

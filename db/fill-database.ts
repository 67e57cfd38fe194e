import { closeSync, fsyncSync, openSync } from "node:fs";
import SqliteDatabase from "better-sqlite3";
import { closeDatabase, openDatabase } from "./client.ts";
import { migrateWith } from "./migrate.ts";
import type { Value } from "./read-snapshot.ts";

export interface Column {
  name: string;
  type: "number" | "integer" | "text";
}

export interface LostRow {
  table: string;
  /** Its id; of a table without ids, the how manieth it is. */
  row: number;
  /** The table that has no such row. */
  parent: string;
}

/** A new database that nobody uses yet, filled row by row. Not for one that anybody has data in. */
export interface Filling {
  /** None where this version of the schema has no such table. */
  columns(table: string): Column[];
  /** Throws what the database says against a row. */
  insert(table: string, columns: readonly string[]): (values: Value[]) => void;
  setLastId(table: string, id: number): void;
  /** The first row that names another which is not there. */
  findLost(): LostRow | undefined;
  /** Brings everything to the disk. */
  finish(): void;
  close(): void;
}

/** Makes a database file with the tables as they were after these migrations. */
export async function fillNewDatabase(file: string, schema: string[]): Promise<Filling> {
  const db = openDatabase(file);
  await migrateWith(db, schema);
  await closeDatabase(db);
  const connection = new SqliteDatabase(file);
  // Where it fails, the whole file is thrown away: nothing needs to be taken back, and rows come in any order.
  connection.pragma("journal_mode = OFF");
  connection.pragma("synchronous = OFF");
  connection.pragma("foreign_keys = OFF");
  connection.exec("begin");
  return {
    columns(table) {
      const columns = connection.pragma(`table_info("${table}")`) as { name: string; type: string }[];
      return columns.map(({ name, type }) => ({ name, type: typeOf(type) }));
    },
    insert(table, columns) {
      const names = columns.map((name) => `"${name}"`).join(", ");
      const statement = connection.prepare(
        `insert into "${table}" (${names}) values (${columns.map(() => "?").join(", ")})`,
      );
      return (values) => void statement.run(values);
    },
    setLastId(table, id) {
      connection.prepare("delete from sqlite_sequence where name = ?").run(table);
      connection.prepare("insert into sqlite_sequence (name, seq) values (?, ?)").run(table, id);
    },
    findLost: () => findLost(connection),
    finish() {
      connection.exec("commit");
      connection.close();
      const written = openSync(file, "r");
      fsyncSync(written);
      closeSync(written);
    },
    close: () => void connection.close(),
  };
}

function typeOf(type: string): Column["type"] {
  if (/int/i.test(type)) return "integer";
  return /doub|real/i.test(type) ? "number" : "text";
}

function findLost(connection: InstanceType<typeof SqliteDatabase>): LostRow | undefined {
  const found = connection.prepare(`select "table", rowid as row, parent from pragma_foreign_key_check limit 1`).get();
  return found as LostRow | undefined;
}

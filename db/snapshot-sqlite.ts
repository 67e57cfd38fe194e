import SqliteDatabase from "better-sqlite3";
import { Kysely } from "kysely";
import { Sqlite } from "./dialects/sqlite.ts";
import { newerThanCode } from "./find-fault.ts";
import { ROWS_AT_ONCE, type Snapshot, type Value, type Wanted } from "./read-snapshot.ts";
import type { Database } from "./schema.ts";

export function openFileSnapshot(file: string): Snapshot {
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
    *portions(table: string, { columns, by, where }: Wanted) {
      const condition = where ? ` where ${where}` : "";
      const rows = connection
        .prepare(`select ${quoted(columns)} from "${table}"${condition} order by ${quoted(by)}`)
        .raw()
        .iterate() as Iterable<Value[]>;
      let portion: Value[][] = [];
      for (const row of rows) {
        if (portion.push(row) < ROWS_AT_ONCE) continue;
        yield portion;
        portion = [];
      }
      if (portion.length > 0) yield portion;
    },
    async lastId(table) {
      const found = connection.prepare("select seq from sqlite_sequence where name = ?").pluck().get(table);
      if (found === undefined) return null;
      const highest = connection.prepare(`select max(id) from "${table}"`).pluck().get();
      return Math.max(Number(found), Number(highest)) || null;
    },
    close: () => db.destroy(),
  };
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");

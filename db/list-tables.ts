import { sql } from "kysely";
import type { Db } from "./client.ts";

export interface Table {
  name: string;
  columns: string[];
  /** What tells its rows apart. */
  key: string[];
  rows: number;
}

/** The tables of a SQLite file, without those of FTS5, of the migrations and of SQLite itself. */
export async function listTables(db: Db): Promise<Table[]> {
  const { rows: names } = await sql<{ name: string }>`select name from sqlite_master
    where type = 'table' and name not glob 'search_*' and name not glob 'kysely_*' and name not glob 'sqlite_*'
    order by name`.execute(db);
  const tables: Table[] = [];
  for (const { name } of names) {
    const { rows: columns } = await sql<{ name: string; pk: number }>`
      select name, pk from pragma_table_info(${name})`.execute(db);
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(db);
    const key = columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
    const all = columns.map((column) => column.name);
    tables.push({
      name,
      columns: all,
      key: key.length > 0 ? key.map((column) => column.name) : all,
      rows: rows[0]?.count ?? 0,
    });
  }
  return tables;
}

import { sql } from "kysely";
import type { Db, Trx } from "#db/client.ts";
import { isPostgres } from "#db/either.ts";

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

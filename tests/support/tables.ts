import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import { onPostgres } from "./postgres.ts";

/** The names of all tables. */
export async function listTables(db: Db): Promise<string[]> {
  const { rows } = onPostgres
    ? await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(db)
    : await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db);
  return rows.map(({ name }) => name);
}

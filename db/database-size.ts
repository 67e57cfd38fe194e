import { PostgresAdapter, sql } from "kysely";
import type { Db } from "./client.ts";

/** Bytes of the database, as it says itself. */
export async function databaseSize(db: Db): Promise<number> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const size = isPostgres
    ? sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`
    : sql<{ bytes: number }>`select page_count * page_size as bytes from pragma_page_count, pragma_page_size`;
  const { rows } = await size.execute(db);
  return Number(rows[0]?.bytes ?? 0);
}

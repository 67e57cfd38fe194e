import { type Kysely, sql } from "kysely";
import { isPostgres } from "./column-types.ts";

/**
 * PostgreSQL's search knows of each entry which blocks of numbers it is in, and so finds the newest ones of many without
 * reading them all (app/search/postgres-blocks). What is written stands in a list before it is brought into the index,
 * some entries at a time, and each search reads that list: it is 256 kB and not 4 MB long. Without one, writes are a third
 * slower.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (!isPostgres(db)) return;
  const { rows } = await sql<{ table: string; index: string }>`
    select tablename as table, indexname as index from pg_indexes
    where schemaname = current_schema() and indexdef like '%USING gin (stems)%'`.execute(db);
  for (const { table, index } of rows) {
    const sizes = table.startsWith("search_ticket_voted") ? [16, 19] : [12, 15, 18];
    const blocks = sizes.map((bits) => sql`${sql.lit(`#${bits}.`)} || (id >> ${sql.lit(bits)})::text`);
    await sql`drop index ${sql.table(index)}`.execute(db);
    await sql`create index ${sql.table(index)} on ${sql.table(table)}
      using gin ((stems || array_to_tsvector(array[${sql.join(blocks)}]))) with (gin_pending_list_limit = 256)`.execute(
      db,
    );
    await sql`analyze ${sql.table(table)}`.execute(db);
  }
}

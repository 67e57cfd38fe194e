import type { Kysely } from "kysely";
import { idColumn } from "./column-types.ts";

/** What each commit made stale, for the page caches of other processes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("cache_drops")
    .addColumn("id", "integer", idColumn(db))
    .addColumn("tag", "text", (c) => c.notNull())
    .execute();
}

import type { Kysely } from "kysely";

/** Which file a category was read from, as articles know it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("article_categories").addColumn("source_path", "text").execute();
}

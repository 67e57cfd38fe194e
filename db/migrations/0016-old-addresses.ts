import type { Kysely } from "kysely";

/**
 * Where things stood in the forum that they came from, and which of its articles are here. A path is written as
 * app/imports/old-paths.ts does; it leads to a ticket, to an article, or to a list by our own path.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("old_addresses")
    .addColumn("path", "text", (c) => c.primaryKey().notNull())
    .addColumn("ticket_id", "integer", (c) => c.references("tickets.id"))
    .addColumn("article_id", "integer", (c) => c.references("articles.id"))
    .addColumn("list", "text")
    .execute();
  await db.schema
    .createTable("imported_articles")
    .addColumn("source", "text", (c) => c.notNull())
    .addColumn("external_id", "text", (c) => c.notNull())
    .addColumn("article_id", "integer", (c) => c.notNull().references("articles.id"))
    .addPrimaryKeyConstraint("imported_articles_key", ["source", "external_id"])
    .execute();
}

import { type Kysely, sql } from "kysely";

/** What sitemaps and feeds read by, and the addresses whose change search engines are to be told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A part of the sitemap is read from this alone: the columns behind the texts would cost a page of the disk each.
  await db.schema
    .createIndex("tickets_indexed")
    .on("tickets")
    .columns(["id", "slug", "public_changed_at"])
    .where(
      sql<boolean>`visibility = 'public' and moderation = 'published' and removed_at is null and merged_into_id is null
        and (kind <> 'thanks' or reply_count > 0 or length(body) >= 200)`,
    )
    .execute();
  // When a part of the sitemap (10,000 numbers) changed last. What was hidden since is a change too.
  await db.schema
    .createIndex("tickets_sitemap_part")
    .on("tickets")
    .expression(sql`(id / 10000), public_changed_at`)
    .where(sql<boolean>`published_at is not null`)
    .execute();
  // Old tickets that an import brings in change a part too, without a change of their own.
  await db.schema
    .createIndex("tickets_imported_part")
    .on("tickets")
    .expression(sql`(id / 10000), imported_at`)
    .where(sql<boolean>`imported_at is not null`)
    .execute();
  await db.schema
    .createIndex("tickets_public_changed")
    .on("tickets")
    .columns(["public_changed_at", "id"])
    .where(sql<boolean>`published_at is not null`)
    .execute();

  await db.schema
    .createTable("changed_addresses")
    .addColumn("path", "text", (c) => c.primaryKey())
    .addColumn("noted_at", "bigint", (c) => c.notNull())
    .addColumn("changed_at", "bigint", (c) => c.notNull())
    .execute();
}

import { type Kysely, sql } from "kysely";

/**
 * Which pages bring readers from search engines, and customers to the product, by day. And which tickets the team has
 * answered: from now on that decides whether search engines may keep a ticket of few words.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("page_readers")
    .addColumn("day", "text", (c) => c.notNull())
    .addColumn("target", "text", (c) => c.notNull().check(sql`target in ('ticket', 'article')`))
    .addColumn("target_id", "integer", (c) => c.notNull())
    .addColumn("from_search", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("went_on", "integer", (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint("page_readers_pk", ["day", "target", "target_id"])
    .execute();

  await db.schema
    .alterTable("tickets")
    .addColumn("has_team_reply", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await sql`update tickets set has_team_reply = 1 where id in (
    select ticket_id from replies
    where agent_id is not null and kind <> 'note' and moderation = 'published' and removed_at is null)`.execute(db);
  await db.schema.dropIndex("tickets_indexed").execute();
  await db.schema
    .createIndex("tickets_indexed")
    .on("tickets")
    .columns(["id", "slug", "public_changed_at"])
    .where(
      sql<boolean>`visibility = 'public' and moderation = 'published' and removed_at is null and merged_into_id is null
        and (has_team_reply = 1 or length(body) >= 200 or (kind = 'thanks' and reply_count > 0))`,
    )
    .execute();
}

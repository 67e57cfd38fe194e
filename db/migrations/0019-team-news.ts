import { type Kysely, sql } from "kysely";
import { idColumn } from "./column-types.ts";

/** What each agent wants to hear of, and what they are to be told by mail. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const id = idColumn(db);
  await db.schema
    .createTable("agent_wishes")
    .addColumn("id", "integer", id)
    .addColumn("agent_id", "integer", (c) => c.notNull().references("agents.id"))
    .addColumn("category_id", "integer", (c) => c.references("categories.id"))
    .addColumn("event", "text", (c) => c.notNull())
    .addColumn("channel", "text", (c) => c.notNull().check(sql`channel in ('mail', 'push')`))
    .execute();
  await db.schema
    .createIndex("agent_wishes_once")
    .on("agent_wishes")
    .columns(["agent_id", "category_id", "event", "channel"])
    .unique()
    .where(sql<boolean>`category_id is not null`)
    .execute();
  await db.schema
    .createIndex("agent_wishes_once_for_all")
    .on("agent_wishes")
    .columns(["agent_id", "event", "channel"])
    .unique()
    .where(sql<boolean>`category_id is null`)
    .execute();

  await db.schema
    .createTable("team_news")
    .addColumn("id", "integer", id)
    .addColumn("agent_id", "integer", (c) => c.notNull().references("agents.id"))
    .addColumn("event", "text", (c) => c.notNull())
    .addColumn("ticket_id", "integer", (c) => c.notNull().references("tickets.id"))
    .addColumn("reply_id", "integer", (c) => c.references("replies.id"))
    .addColumn("claimed_at", "bigint")
    .addColumn("sent_at", "bigint")
    .addColumn("failure", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("team_news_waiting")
    .on("team_news")
    .columns(["agent_id", "id"])
    .where(sql<boolean>`sent_at is null`)
    .execute();
  await db.schema.createIndex("team_news_sent").on("team_news").columns(["agent_id", "sent_at"]).execute();
}

import { type Kysely, sql } from "kysely";
import { idColumn } from "./column-types.ts";

/** Chats and other programs that are told what happens, and what each of them was told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const id = idColumn(db);
  await db.schema
    .createTable("hooks")
    .addColumn("id", "integer", id)
    .addColumn("kind", "text", (c) => c.notNull().check(sql`kind in ('slack', 'mattermost', 'telegram', 'webhook')`))
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("place", "text", (c) => c.notNull())
    .addColumn("sealed", "text", (c) => c.notNull())
    .addColumn("events", "text", (c) => c.notNull())
    .addColumn("category_id", "integer", (c) => c.references("categories.id"))
    .addColumn("shows_private", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("failures", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("failing_since_at", "bigint")
    .addColumn("tried_at", "bigint")
    .addColumn("rest_until_at", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("claimed_at", "bigint")
    .addColumn("stopped_at", "bigint")
    .addColumn("stopped_by", "text", (c) => c.check(sql`stopped_by in ('failing', 'admin')`))
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();

  await db.schema
    .createTable("deliveries")
    .addColumn("id", "integer", id)
    .addColumn("hook_id", "integer", (c) => c.notNull().references("hooks.id").onDelete("cascade"))
    .addColumn("event", "text", (c) => c.notNull())
    .addColumn("subject", "text", (c) => c.notNull())
    .addColumn("ticket_id", "integer", (c) => c.references("tickets.id"))
    .addColumn("reply_id", "integer", (c) => c.references("replies.id"))
    .addColumn("ticket_event_id", "integer", (c) => c.references("ticket_events.id"))
    .addColumn("article_id", "integer", (c) => c.references("articles.id"))
    .addColumn("message_id", "text", (c) => c.notNull().unique())
    .addColumn("state", "text", (c) =>
      c.notNull().defaultTo("waiting").check(sql`state in ('waiting', 'sent', 'failed', 'dropped')`),
    )
    .addColumn("attempts", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("status", "integer")
    .addColumn("failure", "text")
    .addColumn("send_at", "bigint", (c) => c.notNull())
    .addColumn("tried_at", "bigint")
    .addColumn("sent_at", "bigint")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addUniqueConstraint("deliveries_once", ["hook_id", "event", "subject"])
    .execute();
  await db.schema
    .createIndex("deliveries_waiting")
    .on("deliveries")
    .columns(["hook_id", "id"])
    .where(sql<boolean>`state = 'waiting'`)
    .execute();
  await db.schema.createIndex("deliveries_log").on("deliveries").columns(["hook_id", "id"]).execute();
  await db.schema.createIndex("deliveries_ticket").on("deliveries").column("ticket_id").execute();
}

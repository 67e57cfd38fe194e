import { type Kysely, sql } from "kysely";
import { idColumn } from "./column-types.ts";

/** News by web push: browsers that asked for it, what each follows, and pushes on their way. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const id = idColumn(db);
  await db.schema
    .createTable("push_browsers")
    .addColumn("id", "integer", id)
    .addColumn("visitor_id", "integer", (c) => c.unique().references("visitors.id"))
    .addColumn("session_id", "integer", (c) => c.unique().references("agent_sessions.id").onDelete("set null"))
    .addColumn("endpoint", "text", (c) => c.notNull().unique())
    .addColumn("p256dh", "text", (c) => c.notNull())
    .addColumn("auth", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();

  await db.schema
    .createTable("push_follows")
    .addColumn("id", "integer", id)
    .addColumn("ticket_id", "integer", (c) => c.notNull().references("tickets.id"))
    .addColumn("browser_id", "integer", (c) => c.notNull().references("push_browsers.id").onDelete("cascade"))
    .addColumn("merged_from_id", "integer", (c) => c.references("tickets.id"))
    .addColumn("told_reply_id", "integer", (c) => c.notNull())
    .addColumn("told_event_id", "integer", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addUniqueConstraint("push_follows_once", ["ticket_id", "browser_id"])
    .execute();
  await db.schema.createIndex("push_follows_browser").on("push_follows").column("browser_id").execute();

  await db.schema
    .createTable("pushes")
    .addColumn("id", "integer", id)
    .addColumn("browser_id", "integer", (c) => c.notNull().references("push_browsers.id").onDelete("cascade"))
    .addColumn("ticket_id", "integer", (c) => c.notNull().references("tickets.id"))
    .addColumn("news", "text", (c) => c.notNull())
    .addColumn("push_key", "text", (c) => c.notNull().unique())
    .addColumn("state", "text", (c) =>
      c.notNull().defaultTo("waiting").check(sql`state in ('waiting', 'sending', 'sent', 'failed')`),
    )
    .addColumn("attempts", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("send_at", "bigint", (c) => c.notNull())
    .addColumn("claimed_at", "bigint")
    .addColumn("failure", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("pushes_due")
    .on("pushes")
    .columns(["state", "send_at"])
    .where(sql<boolean>`state in ('waiting', 'sending')`)
    .execute();
  await db.schema.createIndex("pushes_browser").on("pushes").column("browser_id").execute();
  await db.schema.createIndex("pushes_ticket").on("pushes").column("ticket_id").execute();
}

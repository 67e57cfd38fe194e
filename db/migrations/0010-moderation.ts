import { type Kysely, sql } from "kysely";
import { idColumn } from "./column-types.ts";

/** What was thought of each post of a visitor and what the team said to it; limits that a restart does not forget. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("verdicts")
    .addColumn("id", "integer", idColumn(db))
    .addColumn("ticket_id", "integer", (c) => c.notNull().references("tickets.id"))
    .addColumn("reply_id", "integer", (c) => c.references("replies.id"))
    .addColumn("verdict", "text", (c) => c.notNull().check(sql`verdict in ('publish', 'restrict', 'hold')`))
    .addColumn("score", "double precision", (c) => c.notNull())
    .addColumn("reasons", "text", (c) => c.notNull())
    .addColumn("learned", "double precision")
    .addColumn("sketch", "text", (c) => c.notNull())
    .addColumn("hosts", "text", (c) => c.notNull())
    .addColumn("sender_key", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("mark", "text", (c) => c.check(sql`mark in ('spam', 'fine')`))
    .addColumn("marked_by_id", "integer", (c) => c.references("agents.id"))
    .addColumn("marked_at", "bigint")
    .addColumn("state_before", "text")
    .execute();
  await db.schema
    .createIndex("verdicts_post")
    .unique()
    .on("verdicts")
    .expression(sql`ticket_id, coalesce(reply_id, 0)`)
    .execute();
  await db.schema.createIndex("verdicts_created").on("verdicts").column("created_at").execute();
  await db.schema
    .createIndex("verdicts_marked")
    .on("verdicts")
    .columns(["marked_at", "id"])
    .where(sql<boolean>`mark is not null`)
    .execute();
  await db.schema
    .createIndex("verdicts_sender")
    .on("verdicts")
    .columns(["sender_key", "id"])
    .where(sql<boolean>`sender_key is not null`)
    .execute();

  // What waits for the team's word.
  await db.schema
    .createIndex("tickets_doubted")
    .on("tickets")
    .column("id")
    .where(sql<boolean>`moderation <> 'published' and removed_at is null`)
    .execute();
  await db.schema.alterTable("replies").addColumn("restricted_at", "bigint").execute();
  await db.schema
    .createIndex("replies_doubted")
    .on("replies")
    .column("id")
    .where(sql<boolean>`(moderation = 'held' or restricted_at is not null) and removed_at is null`)
    .execute();

  // How often a host was named in what the team marked.
  await db.schema
    .createTable("named_hosts")
    .addColumn("host", "text", (c) => c.primaryKey())
    .addColumn("spam", "integer", (c) => c.notNull())
    .addColumn("fine", "integer", (c) => c.notNull())
    .execute();

  // Addresses are kept as hashes with a random key that is thrown away.
  await db.schema
    .createTable("address_keys")
    .addColumn("id", "integer", idColumn(db))
    .addColumn("key", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("rate_limits")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("window_at", "bigint", (c) => c.notNull())
    .addColumn("points", "integer", (c) => c.notNull())
    .addColumn("points_before", "integer", (c) => c.notNull())
    .addColumn("expires_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("rate_limits_expired").on("rate_limits").column("expires_at").execute();
}

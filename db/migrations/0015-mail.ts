import { type Kysely, sql } from "kysely";
import { idColumn } from "./column-types.ts";

/** News by mail: addresses, who follows which ticket, mails on their way, and who wants none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const id = idColumn(db);
  await db.schema
    .createTable("mail_addresses")
    .addColumn("id", "integer", id)
    .addColumn("address", "text", (c) => c.notNull().unique())
    .addColumn("mailbox_key", "text", (c) => c.notNull())
    .addColumn("bounced_at", "bigint")
    .addColumn("bounce", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("mail_addresses_mailbox").on("mail_addresses").column("mailbox_key").execute();

  await db.schema
    .createTable("mail_refusals")
    .addColumn("mailbox_key", "text", (c) => c.primaryKey())
    .addColumn("refused_at", "bigint", (c) => c.notNull())
    .execute();

  await db.schema
    .createTable("mail_follows")
    .addColumn("id", "integer", id)
    .addColumn("ticket_id", "integer", (c) => c.notNull().references("tickets.id"))
    .addColumn("address_id", "integer", (c) => c.notNull().references("mail_addresses.id"))
    .addColumn("visitor_id", "integer", (c) => c.references("visitors.id"))
    .addColumn("is_requester", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("reply_id", "integer", (c) => c.references("replies.id"))
    .addColumn("merged_from_id", "integer", (c) => c.references("tickets.id"))
    .addColumn("asked_at", "bigint")
    .addColumn("confirmed_at", "bigint")
    .addColumn("stopped_at", "bigint")
    .addColumn("told_reply_id", "integer", (c) => c.notNull())
    .addColumn("told_event_id", "integer", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addUniqueConstraint("mail_follows_once", ["ticket_id", "address_id"])
    .execute();
  await db.schema.createIndex("mail_follows_address").on("mail_follows").column("address_id").execute();
  await db.schema
    .createIndex("mail_follows_visitor")
    .on("mail_follows")
    .column("visitor_id")
    .where(sql<boolean>`visitor_id is not null`)
    .execute();

  await db.schema
    .createTable("mails")
    .addColumn("id", "integer", id)
    .addColumn("follow_id", "integer", (c) => c.references("mail_follows.id").onDelete("set null"))
    .addColumn("ticket_id", "integer", (c) => c.notNull().references("tickets.id"))
    .addColumn("mailbox_key", "text", (c) => c.notNull())
    .addColumn("kind", "text", (c) => c.notNull().check(sql`kind in ('ask', 'received', 'news')`))
    .addColumn("news", "text", (c) => c.notNull().defaultTo("[]"))
    .addColumn("message_id", "text", (c) => c.notNull().unique())
    .addColumn("state", "text", (c) =>
      c.notNull().defaultTo("waiting").check(sql`state in ('waiting', 'sending', 'sent', 'failed')`),
    )
    .addColumn("attempts", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("send_at", "bigint", (c) => c.notNull())
    .addColumn("claimed_at", "bigint")
    .addColumn("sent_at", "bigint")
    .addColumn("failure", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("mails_due")
    .on("mails")
    .columns(["state", "send_at"])
    .where(sql<boolean>`state in ('waiting', 'sending')`)
    .execute();
  await db.schema.createIndex("mails_mailbox").on("mails").columns(["mailbox_key", "created_at"]).execute();
  await db.schema.createIndex("mails_follow").on("mails").columns(["follow_id", "id"]).execute();
  await db.schema.createIndex("mails_ticket").on("mails").column("ticket_id").execute();
}

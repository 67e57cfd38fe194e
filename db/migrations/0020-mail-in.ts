import type { Kysely } from "kysely";
import { idColumn } from "./column-types.ts";

/** Answers by mail: mails that were taken, so that none is taken twice, and how the mailbox was when last looked at. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("taken_mails")
    .addColumn("id", "integer", idColumn(db))
    .addColumn("key", "text", (c) => c.notNull().unique())
    .addColumn("outcome", "text", (c) => c.notNull())
    .addColumn("reply_id", "integer", (c) => c.references("replies.id").onDelete("set null"))
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("taken_mails_created").on("taken_mails").column("created_at").execute();
  await db.schema.createIndex("taken_mails_reply").on("taken_mails").column("reply_id").execute();

  await db.schema
    .createTable("mail_sources")
    .addColumn("name", "text", (c) => c.primaryKey())
    .addColumn("validity", "text")
    .addColumn("last_uid", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("looked_at", "bigint")
    .addColumn("mail_at", "bigint")
    .addColumn("fault", "text")
    .addColumn("fault_at", "bigint")
    .execute();

  // Raised when somebody stops: the addresses of answers that they had end with it.
  await db.schema
    .alterTable("mail_follows")
    .addColumn("answer_generation", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
}

import { type Kysely, sql } from "kysely";
import { idColumn } from "./column-types.ts";

/** Pictures and files at tickets, replies and articles. What belongs to none of them yet was just uploaded. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("attachments")
    .addColumn("id", "integer", idColumn(db))
    .addColumn("ticket_id", "integer", (c) => c.references("tickets.id"))
    .addColumn("reply_id", "integer", (c) => c.references("replies.id"))
    .addColumn("article_id", "integer", (c) => c.references("articles.id"))
    .addColumn("visitor_id", "integer", (c) => c.references("visitors.id"))
    .addColumn("agent_id", "integer", (c) => c.references("agents.id"))
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("size", "integer", (c) => c.notNull())
    .addColumn("hash", "text", (c) => c.notNull())
    .addColumn("small_hash", "text")
    .addColumn("width", "integer")
    .addColumn("height", "integer")
    .addColumn("alt", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addCheckConstraint(
      "attachments_one_owner",
      sql`case when ticket_id is null then 0 else 1 end + case when reply_id is null then 0 else 1 end
        + case when article_id is null then 0 else 1 end <= 1`,
    )
    .execute();

  for (const owner of ["ticket_id", "reply_id", "article_id", "visitor_id", "small_hash"]) {
    await db.schema
      .createIndex(`attachments_${owner}`)
      .on("attachments")
      .column(owner)
      .where(sql<boolean>`${sql.ref(owner)} is not null`)
      .execute();
  }
  await db.schema.createIndex("attachments_hash").on("attachments").column("hash").execute();
  await db.schema
    .createIndex("attachments_pending")
    .on("attachments")
    .column("created_at")
    .where(sql<boolean>`ticket_id is null and reply_id is null and article_id is null`)
    .execute();
}

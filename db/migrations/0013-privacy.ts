import { type Kysely, sql } from "kysely";
import { idColumn, isPostgres } from "./column-types.ts";

/** What readers report, and tickets whose author took back everything they wrote. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const id = idColumn(db);
  await db.schema
    .createTable("reports")
    .addColumn("id", "integer", id)
    .addColumn("ticket_id", "integer", (c) => c.notNull().references("tickets.id"))
    .addColumn("reply_id", "integer", (c) => c.references("replies.id"))
    .addColumn("reason", "text", (c) => c.notNull().check(sql`reason in ('spam', 'personal', 'abuse', 'other')`))
    .addColumn("words", "text")
    .addColumn("reader_key", "text")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("settled_at", "bigint")
    .addColumn("settled_by_agent_id", "integer", (c) => c.references("agents.id"))
    .execute();
  await db.schema
    .createIndex("reports_open")
    .on("reports")
    .columns(["ticket_id", "reply_id"])
    .where(sql<boolean>`settled_at is null`)
    .execute();
  await db.schema
    .createIndex("reports_once")
    .on("reports")
    .expression(
      isPostgres(db)
        ? sql`ticket_id, coalesce(reply_id, 0), reader_key`
        : sql`ticket_id, ifnull(reply_id, 0), reader_key`,
    )
    .unique()
    .where(sql<boolean>`reader_key is not null`)
    .execute();

  await db.schema.alterTable("tickets").addColumn("erased_at", "bigint").execute();
  // As in 0009, without what was erased: the words of `isIndexed`.
  await db.schema.dropIndex("tickets_indexed").execute();
  await db.schema
    .createIndex("tickets_indexed")
    .on("tickets")
    .columns(["id", "slug", "public_changed_at"])
    .where(
      sql<boolean>`visibility = 'public' and moderation = 'published' and removed_at is null and merged_into_id is null
        and erased_at is null
        and (has_team_reply = 1 or length(body) >= 200 or (kind = 'thanks' and reply_count > 0))`,
    )
    .execute();
  // A visitor who takes everything back is looked for in all of these; most rows have none.
  const ofVisitor = {
    tickets: "requester_id",
    replies: "visitor_id",
    ticket_events: "visitor_id",
    text_revisions: "visitor_id",
  };
  for (const [table, column] of Object.entries(ofVisitor)) {
    await db.schema
      .createIndex(`${table}_visitor`)
      .on(table)
      .column(column)
      .where(sql<boolean>`${sql.ref(column)} is not null`)
      .execute();
  }
  // The hash of a reply took part of an address in without a key, and was kept for good. It is needed for a day.
  await sql`update replies set content_key = null where content_key is not null`.execute(db);
}

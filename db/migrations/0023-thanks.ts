import { type Kysely, sql } from "kysely";

/** Thanks that the team chose for the home page; and how many tickets came in a month, without reading them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("home_thanks")
    .addColumn("ticket_id", "integer", (c) => c.primaryKey().references("tickets.id"))
    .addColumn("agent_id", "integer", (c) => c.references("agents.id"))
    .addColumn("chosen_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("tickets_listed_created")
    .on("tickets")
    .columns(["created_at", "kind"])
    .where(
      sql<boolean>`visibility = 'public' and moderation <> 'held' and removed_at is null and merged_into_id is null`,
    )
    .execute();
}

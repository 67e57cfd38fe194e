import { type Kysely, sql } from "kysely";

/**
 * An index for each view of the desk's queue, in the very words of its condition: without them a view of few tickets
 * (thanks, held, removed, nobody's) was looked for among all, or sorted all that nobody is assigned to.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const present = sql`removed_at is null and merged_into_id is null`;
  const waits = sql<boolean>`${present} and waiting_since is not null and moderation <> 'held'`;
  await db.schema.dropIndex("tickets_waiting").execute();
  await db.schema
    .createIndex("tickets_queue")
    .on("tickets")
    .columns(["waiting_since", "id", "first_answer_at"])
    .where(waits)
    .execute();
  await db.schema
    .createIndex("tickets_queue_assignee")
    .on("tickets")
    .columns(["assignee_id", "waiting_since", "id"])
    .where(waits)
    .execute();
  await db.schema
    .createIndex("tickets_queue_author")
    .on("tickets")
    .columns(["phase", "id"])
    .where(sql<boolean>`${present} and phase = 'waiting'`)
    .execute();
  await db.schema
    .createIndex("tickets_queue_thanks")
    .on("tickets")
    .column("id")
    .where(sql<boolean>`${present} and kind = 'thanks'`)
    .execute();
  await db.schema
    .createIndex("tickets_queue_review")
    .on("tickets")
    .column("id")
    .where(sql<boolean>`${present} and moderation <> 'published'`)
    .execute();
  await db.schema
    .createIndex("tickets_queue_removed")
    .on("tickets")
    .column("id")
    .where(sql<boolean>`removed_at is not null`)
    .execute();
}

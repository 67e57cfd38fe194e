import { type Kysely, sql } from "kysely";

/**
 * Whose turn it is, a first answer's or the next one's, by an index each: with one for both, where all who wait are of
 * one sort the other was looked for among all of them. The words are those of the queue's conditions.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, turn] of [
    ["tickets_queue_first", sql`first_answer_at is null`],
    ["tickets_queue_next", sql`first_answer_at is not null`],
  ] as const) {
    await db.schema
      .createIndex(name)
      .on("tickets")
      .columns(["waiting_since", "id"])
      .where(
        sql<boolean>`removed_at is null and merged_into_id is null and waiting_since is not null
          and moderation <> 'held' and ${turn}`,
      )
      .execute();
  }
}

import type { Kysely } from "kysely";

/** What readers add, in words of their own, to the reason why an article did not help. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("article_feedback").addColumn("words", "text").execute();
}

import { sql } from "kysely";
import type { Db } from "#db/client.ts";

/** How many posts wait for the team's word; over 99 nobody counts. Read for each page of the desk. */
export async function countReview(db: Db): Promise<number> {
  const { count } = await db
    .selectNoFrom(
      sql<number>`(select count(*) from (select 1 from tickets
          where moderation <> 'published' and removed_at is null and merged_into_id is null limit 100))
        + (select count(*) from (select 1 from replies
          where (moderation = 'held' or restricted_at is not null) and removed_at is null limit 100))`.as("count"),
    )
    .executeTakeFirstOrThrow();
  return count;
}

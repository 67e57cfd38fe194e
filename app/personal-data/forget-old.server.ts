import { type Db, inQuietTransaction } from "#db/client.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** They keep one press from counting twice within a day. */
const KEPT_OF_A_PRESS_MS = 2 * DAY_MS;
/** One reader's reports of one post count once so long. */
const KEPT_OF_A_REPORT_MS = 30 * DAY_MS;

/** Clears the hashes in which a part of a network address took part. What they stood beside stays. */
export async function forgetOldTraces(db: Db, now: number): Promise<void> {
  const before = now - KEPT_OF_A_PRESS_MS;
  await inQuietTransaction(db, async (trx) => {
    for (const table of ["votes", "article_feedback"] as const) {
      await trx
        .updateTable(table)
        .set({ address_key: null })
        .where("address_key", "is not", null)
        .where("created_at", "<", before)
        .execute();
    }
    await trx
      .updateTable("replies")
      .set({ content_key: null })
      .where("content_key", "is not", null)
      .where("created_at", "<", before)
      .execute();
    await trx
      .updateTable("reports")
      .set({ reader_key: null })
      .where("reader_key", "is not", null)
      .where("created_at", "<", now - KEPT_OF_A_REPORT_MS)
      .execute();
  });
}

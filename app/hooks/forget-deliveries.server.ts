import { type Db, inQuietTransaction } from "#db/client.ts";

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Called once a day: what was told long ago. */
export async function forgetOldDeliveries(db: Db, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const before = now - KEPT_MS;
    await trx.deleteFrom("deliveries").where("created_at", "<", before).where("state", "<>", "waiting").execute();
    // Of a hook that somebody switched off and forgot.
    await trx
      .deleteFrom("deliveries")
      .where("created_at", "<", before)
      .where("hook_id", "in", (eb) => eb.selectFrom("hooks").select("id").where("stopped_at", "<", before))
      .execute();
    await trx.deleteFrom("team_news").where("created_at", "<", before).execute();
  });
}

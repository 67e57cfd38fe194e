import { type Db, inQuietTransaction } from "#db/client.ts";
import { KEY_LIFETIME_MS } from "~/http/address-key.server.ts";

/** Forgets from which network a post came, 30 days after it. */
export async function forgetSenders(db: Db, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await trx
      .updateTable("verdicts")
      .set({ sender_key: null })
      .where("sender_key", "is not", null)
      .where("created_at", "<", now - KEY_LIFETIME_MS)
      .execute();
    await trx
      .deleteFrom("address_keys")
      .where("created_at", "<", now - KEY_LIFETIME_MS)
      .execute();
  });
}

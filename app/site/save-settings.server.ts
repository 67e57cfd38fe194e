import { type Db, inTransaction, type Trx } from "#db/client.ts";
import { type Doer, noteDeed } from "~/audit/note-deed.server.ts";
import type { Settings } from "./load-site.server.ts";

/** Writes one setting. Null brings the default back. */
export async function saveSetting<Key extends keyof Settings>(
  trx: Trx,
  key: Key,
  value: Settings[Key] | null,
  now: number,
): Promise<void> {
  const row = { value: JSON.stringify(value), updated_at: now };
  await trx
    .insertInto("settings")
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
    .execute();
}

/** The same in a transaction of its own. */
export async function changeSetting<Key extends keyof Settings>(
  db: Db,
  { key, value, now, doer }: { key: Key; value: Settings[Key] | null; now: number; doer?: Doer },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await saveSetting(trx, key, value, now);
    await noteDeed(trx, doer, "setting.changed", { details: { setting: key } });
  });
}

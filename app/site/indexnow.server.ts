import { randomBytes } from "node:crypto";
import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { type Doer, noteDeed } from "~/audit/note-deed.server.ts";
import { enqueue } from "~/jobs/enqueue.server.ts";
import type { IndexNow, IndexNowView } from "./indexnow.ts";
import { saveSetting } from "./save-settings.server.ts";

/** Changes are collected for so long, so that a lively ticket is told of once. */
export const COLLECT_MS = 60_000;

const JOB = "tell search engines";

export async function readIndexNow(db: Db | Trx): Promise<IndexNow | undefined> {
  const row = await db.selectFrom("settings").select("value").where("key", "=", "indexnow").executeTakeFirst();
  return row ? JSON.parse(row.value) : undefined;
}

export async function showIndexNow(db: Db): Promise<IndexNowView | null> {
  const indexNow = await readIndexNow(db);
  if (!indexNow) return null;
  const { waiting } = await db
    .selectFrom("changed_addresses")
    .select((eb) => eb.fn.countAll<number>().as("waiting"))
    .executeTakeFirstOrThrow();
  return { ...indexNow, waiting };
}

/** Switches it on, also after it stopped; what waited is sent then. The key is made at the first time. */
export async function switchIndexNowOn(db: Db, now: number, doer?: Doer): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const known = await readIndexNow(trx);
    const key = known?.key ?? randomBytes(16).toString("hex");
    await saveSetting(trx, "indexnow", { key, isOn: true, stopped: null, last: known?.last ?? null }, now);
    await scheduleTelling(trx, { runAt: now + COLLECT_MS, attempt: 0 });
    await noteDeed(trx, doer, "setting.changed", { details: { setting: "indexnow" } });
  });
}

/** Switches it off and forgets what waited. The key stays. */
export async function switchIndexNowOff(db: Db, now: number, doer?: Doer): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const known = await readIndexNow(trx);
    if (known) await saveSetting(trx, "indexnow", { ...known, isOn: false, stopped: null }, now);
    await trx.deleteFrom("changed_addresses").execute();
    await trx.deleteFrom("jobs").where("name", "=", JOB).execute();
    await noteDeed(trx, doer, "setting.changed", { details: { setting: "indexnow" } });
  });
}

/** One telling at a time: this one instead of any that waits. */
export async function scheduleTelling(trx: Trx, { runAt, attempt }: { runAt: number; attempt: number }): Promise<void> {
  await trx.deleteFrom("jobs").where("name", "=", JOB).execute();
  await enqueue(trx, JOB, { attempt }, runAt);
}

/** Whether changes are to be noted at all. */
export async function isTelling(trx: Trx): Promise<boolean> {
  const indexNow = await readIndexNow(trx);
  return indexNow?.isOn === true && indexNow.stopped === null;
}

/** Notes public addresses whose page changed or went, each once, in the transaction that changes them. */
export async function noteAddresses(trx: Trx, paths: Iterable<string>, now: number): Promise<void> {
  for (const path of paths) {
    await trx
      .insertInto("changed_addresses")
      .values({ path, noted_at: now, changed_at: now })
      .onConflict((conflict) => conflict.column("path").doUpdateSet({ changed_at: now }))
      .execute();
  }
  const waits = await trx.selectFrom("jobs").select("id").where("name", "=", JOB).limit(1).executeTakeFirst();
  if (!waits) await scheduleTelling(trx, { runAt: now + COLLECT_MS, attempt: 0 });
}

import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import type { HookRow } from "#db/schema.ts";
import { type Doer, noteDeed } from "~/audit/note-deed.server.ts";
import type { HookKind } from "./hook-events.ts";
import type { HookValues } from "./hook-form.ts";
import { type HookSecret, newSigningKey, placeOf, sealHook, unsealHook } from "./hook-secret.server.ts";

interface Writing {
  /** The site's. */
  secret: string;
  doer: Doer;
}

/** Connects a chat or a program. Returns its number and, for a program, the key of our signatures, to be shown once. */
export async function addHook(
  db: Db,
  { kind, values, secret, doer }: Writing & { kind: HookKind; values: HookValues },
): Promise<{ id: number; key?: string }> {
  const own: HookSecret = { ...values.secret, ...(kind === "webhook" && { key: newSigningKey() }) };
  return inQuietTransaction(db, async (trx) => {
    const { id } = await trx
      .insertInto("hooks")
      .values({ kind, ...columnsOf(values), place: placeOf(own), sealed: "", created_at: doer.now })
      .returning("id")
      .executeTakeFirstOrThrow();
    // It opens only for its own number.
    await trx
      .updateTable("hooks")
      .set({ sealed: sealHook(secret, id, own) })
      .where("id", "=", id)
      .execute();
    await noteDeed(trx, doer, "hook.added", { subject: id });
    return { id, key: own.key };
  });
}

/** What was left empty of its address stays as it was. */
export async function changeHook(
  db: Db,
  { id, values, secret, doer }: Writing & { id: number; values: HookValues },
): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const hook = await findHook(trx, id);
    if (!hook) return;
    const own = { ...unsealHook(secret, id, hook.sealed), ...values.secret };
    const isMoved = Object.keys(values.secret).length > 0;
    await trx
      .updateTable("hooks")
      .set({
        ...columnsOf(values),
        ...(isMoved && { place: placeOf(own), sealed: sealHook(secret, id, own), ...FRESH }),
      })
      .where("id", "=", id)
      .execute();
    await noteDeed(trx, doer, "hook.changed", { subject: id });
  });
}

/** A new key for our signatures; the old one ends at once. */
export async function renewKey(db: Db, { id, secret, doer }: Writing & { id: number }): Promise<string | undefined> {
  return inQuietTransaction(db, async (trx) => {
    const hook = await findHook(trx, id);
    if (hook?.kind !== "webhook") return undefined;
    const key = newSigningKey();
    const own = { ...unsealHook(secret, id, hook.sealed), key };
    await trx
      .updateTable("hooks")
      .set({ sealed: sealHook(secret, id, own) })
      .where("id", "=", id)
      .execute();
    await noteDeed(trx, doer, "hook.new_key", { subject: id });
    return key;
  });
}

/** As if it had never failed: what waits goes out at once. */
const FRESH = { failures: 0, failing_since_at: null, rest_until_at: 0 };

export async function switchHookOn(db: Db, id: number, doer: Doer): Promise<void> {
  await change(db, id, { ...FRESH, stopped_at: null, stopped_by: null }, { deed: "hook.switched_on", doer });
}

/** Nothing is told any more. What waits stays, and goes out when it is switched on again. */
export async function switchHookOff(db: Db, id: number, doer: Doer): Promise<void> {
  await change(db, id, { stopped_at: doer.now, stopped_by: "admin" }, { deed: "hook.switched_off", doer });
}

async function change(
  db: Db,
  id: number,
  columns: Partial<HookRow>,
  { deed, doer }: { deed: "hook.switched_on" | "hook.switched_off"; doer: Doer },
): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await trx.updateTable("hooks").set(columns).where("id", "=", id).execute();
    await noteDeed(trx, doer, deed, { subject: id });
  });
}

export async function removeHook(db: Db, id: number, doer: Doer): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await trx.deleteFrom("deliveries").where("hook_id", "=", id).execute();
    await trx.deleteFrom("hooks").where("id", "=", id).execute();
    await noteDeed(trx, doer, "hook.removed", { subject: id });
  });
}

/** Tells one thing again, under the id that it had: a program that has it can see that. */
export async function sendAgain(
  db: Db,
  { id, deliveryId, doer }: { id: number; deliveryId: number; doer: Doer },
): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable("deliveries")
      .set({ state: "waiting", attempts: 0, send_at: doer.now })
      .where("id", "=", deliveryId)
      .where("hook_id", "=", id)
      .where("event", "<>", "test")
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await noteDeed(trx, doer, "hook.sent_again", { subject: id });
  });
}

export async function findHook(db: Db | Trx, id: number): Promise<HookRow | undefined> {
  return db.selectFrom("hooks").selectAll().where("id", "=", id).executeTakeFirst();
}

const columnsOf = ({ name, events, categoryId, showsPrivate }: HookValues) => ({
  name,
  events: JSON.stringify(events),
  category_id: categoryId,
  shows_private: showsPrivate ? 1 : 0,
});

import type { Trx } from "#db/client.ts";
import type { Subscription } from "./subscription.ts";

/** Whose browser it is: a visitor's, or an agent's while they are signed in there. It may be both. */
export type Owner = { visitor_id: number } | { session_id: number };

/**
 * Keeps how a browser is written to, and returns its number. A visitor and a session are one browser each: a new address
 * takes the place of the one before, and what it follows stays. Undefined where somebody names another's address without
 * its keys.
 */
export async function keepBrowser(
  trx: Trx,
  { endpoint, p256dh, auth }: Subscription,
  owner: Owner,
  now: number,
): Promise<number | undefined> {
  const known = await trx.selectFrom("push_browsers").selectAll().where("endpoint", "=", endpoint).executeTakeFirst();
  if (known && (known.auth !== auth || known.p256dh !== p256dh)) return undefined;
  const [column, value] =
    "visitor_id" in owner ? (["visitor_id", owner.visitor_id] as const) : (["session_id", owner.session_id] as const);
  const before = await trx.selectFrom("push_browsers").selectAll().where(column, "=", value).executeTakeFirst();
  const id = known?.id ?? before?.id;
  if (id === undefined) {
    const made = await trx
      .insertInto("push_browsers")
      .values({ ...owner, endpoint, p256dh, auth, created_at: now })
      .returning("id")
      .executeTakeFirstOrThrow();
    return made.id;
  }
  if (before && before.id !== id) await moveBrowser(trx, before.id, id);
  await trx
    .updateTable("push_browsers")
    .set({ endpoint, p256dh, auth, ...owner })
    .where("id", "=", id)
    .execute();
  return id;
}

async function moveBrowser(trx: Trx, from: number, to: number): Promise<void> {
  const twice = trx.selectFrom("push_follows").select("ticket_id").where("browser_id", "=", to);
  await trx
    .updateTable("push_follows")
    .set({ browser_id: to })
    .where("browser_id", "=", from)
    .where("ticket_id", "not in", twice)
    .execute();
  await trx.deleteFrom("push_browsers").where("id", "=", from).execute();
}

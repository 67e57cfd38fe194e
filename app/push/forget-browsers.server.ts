import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** So long it is known which pushes went out. */
const KEPT_MS = 30 * DAY_MS;

/** No more news of that ticket in a visitor's browser. What waits is not sent any more. */
export async function stopPush(
  db: Db,
  { ticketId, visitorId }: { ticketId: number; visitorId: number },
): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const browsers = trx.selectFrom("push_browsers").select("id").where("visitor_id", "=", visitorId);
    for (const table of ["pushes", "push_follows"] as const) {
      await trx.deleteFrom(table).where("ticket_id", "=", ticketId).where("browser_id", "in", browsers).execute();
    }
    await forgetIdle(trx);
  });
}

/** The push service has no such browser any more. */
export async function forgetBrowser(trx: Trx, id: number): Promise<void> {
  for (const table of ["pushes", "push_follows"] as const) {
    await trx.deleteFrom(table).where("browser_id", "=", id).execute();
  }
  await trx.deleteFrom("push_browsers").where("id", "=", id).execute();
}

/** A visitor takes everything back. A browser in which an agent has news of the desk keeps those. */
export async function forgetBrowserOf(trx: Trx, visitorId: number): Promise<void> {
  const browsers = trx.selectFrom("push_browsers").select("id").where("visitor_id", "=", visitorId);
  for (const table of ["pushes", "push_follows"] as const) {
    await trx.deleteFrom(table).where("browser_id", "in", browsers).execute();
  }
  await trx.updateTable("push_browsers").set({ visitor_id: null }).where("visitor_id", "=", visitorId).execute();
  await forgetIdle(trx);
}

/** Browsers that nobody wants to hear of anything in. */
export async function forgetIdle(trx: Trx): Promise<void> {
  await trx
    .deleteFrom("push_browsers")
    .where("session_id", "is", null)
    .where("id", "not in", (eb) => eb.selectFrom("push_follows").select("browser_id"))
    .execute();
}

/** Called once a day. */
export async function forgetOldPushes(db: Db, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await trx
      .deleteFrom("pushes")
      .where("created_at", "<", now - KEPT_MS)
      .where("state", "<>", "sending")
      .execute();
    await forgetIdle(trx);
  });
}

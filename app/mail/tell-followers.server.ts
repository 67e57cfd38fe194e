import type { Trx } from "#db/client.ts";
import { enqueue } from "~/jobs/enqueue.server.ts";

/** Several pieces of news that come within so long are one mail. */
export const QUIET_MS = 2 * 60_000;

/**
 * Asks for the mails that follow from a change of a ticket, in the transaction that changes it. Costs one look where
 * nobody follows it.
 * @param soon at once, for a mail that somebody waits for at their screen
 */
export async function tellFollowers(trx: Trx, ticketId: number, now: number, { soon = false } = {}): Promise<void> {
  const follow = await trx
    .selectFrom("mail_follows")
    .select("id")
    .where("ticket_id", "=", ticketId)
    .where("stopped_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  if (follow) await gatherLater(trx, ticketId, soon ? now : now + QUIET_MS);
}

/** One such job that is due by then is enough. */
export async function gatherLater(trx: Trx, ticketId: number, runAt: number): Promise<void> {
  const payload = { ticketId };
  const waiting = await trx
    .selectFrom("jobs")
    .select("id")
    .where("name", "=", "gather news")
    .where("payload", "=", JSON.stringify(payload))
    .where("run_at", "<=", runAt)
    .where("run_at", ">", runAt - QUIET_MS)
    .limit(1)
    .executeTakeFirst();
  if (!waiting) await enqueue(trx, "gather news", payload, runAt);
}

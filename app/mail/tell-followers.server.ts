import type { Trx } from "#db/client.ts";
import { enqueue } from "~/jobs/enqueue.server.ts";

/** Several pieces of news that come within so long are one mail. */
export const QUIET_MS = 2 * 60_000;

/**
 * Asks for the mails and pushes that follow from a change of a ticket, in the transaction that changes it. Costs two
 * looks where nobody follows it.
 * @param soon at once, for a mail that somebody waits for at their screen
 */
export async function tellFollowers(trx: Trx, ticketId: number, now: number, { soon = false } = {}): Promise<void> {
  if (!(await isFollowed(trx, ticketId))) return;
  if (soon) await enqueue(trx, "gather news", { ticketId }, now);
  else await gatherLater(trx, ticketId, { runAt: now + QUIET_MS, now });
}

/** By mail, or by a browser. */
async function isFollowed(trx: Trx, ticketId: number): Promise<boolean> {
  const byMail = await trx
    .selectFrom("mail_follows")
    .select("id")
    .where("ticket_id", "=", ticketId)
    .where("stopped_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  if (byMail) return true;
  const byPush = await trx
    .selectFrom("push_follows")
    .select("id")
    .where("ticket_id", "=", ticketId)
    .limit(1)
    .executeTakeFirst();
  return byPush !== undefined;
}

/** A job that is due so soon may be at work already, and would not see what is written now. */
const NOT_BEGUN_MS = 10_000;

/** One such job is enough that has not begun and is due by then. */
export async function gatherLater(
  trx: Trx,
  ticketId: number,
  { runAt, now }: { runAt: number; now: number },
): Promise<void> {
  const payload = { ticketId };
  const waiting = await trx
    .selectFrom("jobs")
    .select("id")
    .where("name", "=", "gather news")
    .where("payload", "=", JSON.stringify(payload))
    .where("run_at", ">", now + NOT_BEGUN_MS)
    .where("run_at", "<=", runAt)
    .limit(1)
    .executeTakeFirst();
  if (!waiting) await enqueue(trx, "gather news", payload, runAt);
}

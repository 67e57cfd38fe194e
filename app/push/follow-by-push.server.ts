import type { Trx } from "#db/client.ts";
import { newestOf } from "~/mail/follow-ticket.server.ts";
import { keepBrowser } from "./keep-browser.server.ts";
import type { Subscription } from "./subscription.ts";

/** So many tickets one browser follows, and so many browsers one ticket. */
const MOST_OF_A_BROWSER = 200;
const MOST_OF_A_TICKET = 5_000;

interface NewPushFollow {
  ticketId: number;
  visitorId: number;
  subscription: Subscription;
  now: number;
}

/** Notes that a visitor's browser wants a ticket's news. False where it cannot have them. */
export async function followByPush(
  trx: Trx,
  { ticketId, visitorId, subscription, now }: NewPushFollow,
): Promise<boolean> {
  const browserId = await keepBrowser(trx, subscription, { visitor_id: visitorId }, now);
  if (browserId === undefined) return false;
  const isFull =
    (await countFollows(trx, "browser_id", browserId)) >= MOST_OF_A_BROWSER ||
    (await countFollows(trx, "ticket_id", ticketId)) >= MOST_OF_A_TICKET;
  if (isFull) return false;
  await trx
    .insertInto("push_follows")
    .values({
      ticket_id: ticketId,
      browser_id: browserId,
      ...(await newestOf(trx, ticketId)),
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(["ticket_id", "browser_id"]).doNothing())
    .execute();
  return true;
}

async function countFollows(trx: Trx, column: "browser_id" | "ticket_id", id: number): Promise<number> {
  const { count } = await trx
    .selectFrom("push_follows")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where(column, "=", id)
    .executeTakeFirstOrThrow();
  return count;
}

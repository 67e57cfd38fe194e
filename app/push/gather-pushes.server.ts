import { randomBytes } from "node:crypto";
import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import type { PushFollowRow, TicketRow } from "#db/schema.ts";
import { isOwnTicket } from "~/mail/news-followers.server.ts";
import { findQuiet, readNews, toldAfter, toldIn } from "~/mail/news-gather.server.ts";
import { gatherLater } from "~/mail/tell-followers.server.ts";
import { mailedAs } from "~/tickets/visibility.server.ts";

/** So many browsers in one transaction. */
const PORTION = 100;

interface Follow extends PushFollowRow {
  visitor_id: number | null;
}

/**
 * Makes the pushes that a ticket's changes ask for: to each browser what the team did since it was told last. While the
 * team is still at it, it waits until that is quiet, like the mails.
 */
export async function gatherPushes(db: Db, ticketId: number, now: number): Promise<void> {
  const quietAt = await findQuiet(db, { table: "push_follows", ticketId, now });
  if (quietAt > now) {
    await inQuietTransaction(db, (trx) => gatherLater(trx, ticketId, { runAt: quietAt, now }));
    return;
  }
  let after: number | undefined = 0;
  while (after !== undefined) {
    const from: number = after;
    after = await inQuietTransaction(db, async (trx) => {
      const ticket = await trx.selectFrom("tickets").selectAll().where("id", "=", ticketId).executeTakeFirst();
      if (!ticket || ticket.merged_into_id !== null) return undefined;
      const follows = await listFollows(trx, ticketId, from);
      for (const follow of follows) await tell(trx, ticket, follow, now);
      return follows.length === PORTION ? follows.at(-1)?.id : undefined;
    });
  }
}

async function listFollows(trx: Trx, ticketId: number, after: number): Promise<Follow[]> {
  return trx
    .selectFrom("push_follows")
    .innerJoin("push_browsers", "push_browsers.id", "push_follows.browser_id")
    .selectAll("push_follows")
    .select("push_browsers.visitor_id")
    .where("push_follows.ticket_id", "=", ticketId)
    .where("push_follows.id", ">", after)
    .orderBy("push_follows.id")
    .limit(PORTION)
    .execute();
}

async function tell(trx: Trx, ticket: TicketRow, follow: Follow, now: number): Promise<void> {
  if (!mailedAs(ticket, await isOwnTicket(trx, { ...follow, is_requester: 0 }, ticket))) return;
  const news = await readNews(trx, follow);
  if (news.length === 0) return;
  await trx
    .insertInto("pushes")
    .values({
      browser_id: follow.browser_id,
      ticket_id: ticket.id,
      news: JSON.stringify(toldIn(news)),
      push_key: randomBytes(16).toString("base64url"),
      send_at: now,
      created_at: now,
    })
    .execute();
  await trx.updateTable("push_follows").set(toldAfter(follow, news)).where("id", "=", follow.id).execute();
}

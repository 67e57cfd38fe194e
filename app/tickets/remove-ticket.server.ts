import { type Db, inTransaction } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { settleReports } from "~/moderation/settle-reports.server.ts";
import { changeTicket, lockTicket } from "./change-ticket.server.ts";
import { linkArticles } from "./link-articles.server.ts";
import { chooseShownAnswer, countReplies } from "./shown-answer.server.ts";
import { type Actor, addEvent } from "./ticket-events.server.ts";

interface Removal {
  reason?: string | null;
  by: Actor;
  now: number;
}

/** Takes a ticket away. Nothing is deleted: the team can bring it back, its author can read it for 30 days. */
export async function removeTicket(db: Db, ticketId: number, { reason, by, now }: Removal): Promise<TicketRow> {
  return inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, ticketId);
    if (ticket.removed_at !== null) return ticket;
    await addEvent(trx, { ticketId, type: "removed", reason, ...by, now });
    return changeTicket(
      trx,
      ticket,
      // Since when it waits stays: brought back, it stands in the queue where it stood.
      { removed_at: now, removed_as: by.agentId ? "by_team" : "by_author" },
      { now, seenBy: "everyone" },
    );
  });
}

export async function restoreTicket(db: Db, ticketId: number, { by, now }: Removal): Promise<TicketRow> {
  return inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, ticketId);
    if (ticket.removed_at === null) return ticket;
    await addEvent(trx, { ticketId, type: "restored", ...by, now });
    return changeTicket(trx, ticket, { removed_at: null, removed_as: null }, { now, seenBy: "everyone" });
  });
}

/** Takes one reply out of a ticket, or brings it back. Returns false where the ticket has no such reply. */
export async function setReplyRemoved(
  db: Db,
  { ticketId, replyId, isRemoved, by, now }: { ticketId: number; replyId: number; isRemoved: boolean } & Removal,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, ticketId);
    const changed = await trx
      .updateTable("replies")
      .set({ removed_at: isRemoved ? now : null, ...(isRemoved && { official_at: null, accepted_at: null }) })
      .where("id", "=", replyId)
      .where("ticket_id", "=", ticketId)
      .where("removed_at", isRemoved ? "is" : "is not", null)
      .returning("kind")
      .executeTakeFirst();
    if (!changed) return false;
    await linkArticles(trx, replyId, now);
    if (isRemoved) await settleReports(trx, { ticketId, replyId, now });
    const type = isRemoved ? "reply_removed" : "reply_restored";
    await addEvent(trx, { ticketId, type, details: { reply: replyId }, ...by, now });
    await changeTicket(
      trx,
      ticket,
      { ...(await chooseShownAnswer(trx, ticketId)), reply_count: await countReplies(trx, ticketId) },
      { now, seenBy: changed.kind === "note" ? "team" : "everyone" },
    );
    return true;
  });
}

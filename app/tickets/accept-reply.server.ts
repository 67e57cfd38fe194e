import { type Db, inTransaction } from "#db/client.ts";
import { changeTicket, lockTicket } from "./change-ticket.server.ts";
import { keepOneOfficial } from "./reply-to-ticket.server.ts";
import { setStatus } from "./set-status.server.ts";
import { chooseShownAnswer } from "./shown-answer.server.ts";
import { isOpen, solvedStatus } from "./ticket.ts";
import { type Actor, addEvent } from "./ticket-events.server.ts";

interface Mark {
  ticketId: number;
  replyId: number;
  by: Actor;
  now: number;
}

/**
 * Marks the answer that helped, which solves an open question or problem; marking it again takes the mark back and
 * leaves the status. Returns false where the ticket has no such answer.
 */
export async function acceptReply(db: Db, { ticketId, replyId, by, now }: Mark): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    let ticket = await lockTicket(trx, ticketId);
    const reply = await trx
      .selectFrom("replies")
      .select(["id", "accepted_at", "by_requester"])
      .where("id", "=", replyId)
      .where("ticket_id", "=", ticketId)
      .where("kind", "<>", "note")
      .where("moderation", "=", "published")
      .where("removed_at", "is", null)
      .executeTakeFirst();
    if (!reply) return false;

    const isMarked = reply.accepted_at === null;
    await trx.updateTable("replies").set({ accepted_at: null }).where("ticket_id", "=", ticketId).execute();
    if (isMarked) {
      await trx.updateTable("replies").set({ accepted_at: now }).where("id", "=", replyId).execute();
      await addEvent(trx, { ticketId, type: "accepted", details: { reply: replyId }, ...by, now });
    }
    const status = solvedStatus(ticket.kind);
    if (isMarked && status && isOpen(ticket.phase)) ticket = await setStatus(trx, ticket, { status, by, now });
    await changeTicket(
      trx,
      ticket,
      { ...(await chooseShownAnswer(trx, ticketId)), last_activity_at: now },
      { now, seenBy: "everyone" },
    );
    return true;
  });
}

/** Pins a reply of the team as the official one, or takes the pin away. Returns false where there is no such reply. */
export async function markOfficial(db: Db, { ticketId, replyId, by, now }: Mark): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, ticketId);
    const reply = await trx
      .selectFrom("replies")
      .select(["official_at"])
      .where("id", "=", replyId)
      .where("ticket_id", "=", ticketId)
      .where("agent_id", "is not", null)
      .where("kind", "<>", "note")
      .where("removed_at", "is", null)
      .executeTakeFirst();
    if (!reply) return false;

    const officialAt = reply.official_at === null ? now : null;
    await trx.updateTable("replies").set({ official_at: officialAt }).where("id", "=", replyId).execute();
    if (officialAt) {
      await keepOneOfficial(trx, ticketId, replyId);
      await addEvent(trx, { ticketId, type: "official", details: { reply: replyId }, ...by, now });
    }
    await changeTicket(trx, ticket, await chooseShownAnswer(trx, ticketId), { now, seenBy: "everyone" });
    return true;
  });
}

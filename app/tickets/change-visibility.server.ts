import { type Db, inTransaction } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { changeTicket, lockTicket } from "./change-ticket.server.ts";
import type { Visibility } from "./ticket.ts";
import { type Actor, addEvent } from "./ticket-events.server.ts";

interface Change {
  by: Actor;
  now: number;
}

/** Turns a ticket private or public. That only its author may make it public is the route's to check. */
export async function setVisibility(
  db: Db,
  ticketId: number,
  visibility: Visibility,
  { by, now }: Change,
): Promise<TicketRow> {
  return inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, ticketId);
    if (ticket.visibility === visibility) return ticket;
    await addEvent(trx, { ticketId, type: visibility === "public" ? "made_public" : "made_private", ...by, now });
    return changeTicket(trx, ticket, { visibility, publication_asked_at: null }, { now, seenBy: "everyone" });
  });
}

/** Asks the author of a private ticket to open it to everyone; they see the question at the ticket. */
export async function askForPublication(db: Db, ticketId: number, { by, now }: Change): Promise<TicketRow> {
  return inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, ticketId);
    if (ticket.visibility === "public" || ticket.publication_asked_at !== null) return ticket;
    await addEvent(trx, { ticketId, type: "publication_asked", ...by, now });
    return changeTicket(trx, ticket, { publication_asked_at: now }, { now, seenBy: "team" });
  });
}

/** The author would rather keep it private. */
export async function declinePublication(db: Db, ticketId: number, { now }: Change): Promise<TicketRow> {
  return inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, ticketId);
    return changeTicket(trx, ticket, { publication_asked_at: null }, { now, seenBy: "team" });
  });
}

/** The team's word on a doubtful ticket: spam leaves the site, and what is fine is published. */
export async function moderateTicket(
  db: Db,
  ticketId: number,
  verdict: "spam" | "fine",
  { by, now }: Change,
): Promise<TicketRow> {
  return inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, ticketId);
    const change: Partial<TicketRow> =
      verdict === "spam"
        ? { removed_at: now, removed_as: "spam" }
        : {
            moderation: "published",
            ...(ticket.removed_as === "spam" && { removed_at: null, removed_as: null }),
          };
    await addEvent(trx, { ticketId, type: verdict === "spam" ? "marked_spam" : "marked_fine", ...by, now });
    return changeTicket(trx, ticket, change, { now, seenBy: "everyone" });
  });
}

import { type Db, inTransaction, type Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { findVerdict, moderationOf } from "~/moderation/keep-judgement.server.ts";
import { keepMark, type Mark, takeMarkBack } from "~/moderation/keep-mark.server.ts";
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
    const moderation = await moderationFor(trx, ticket, visibility);
    return changeTicket(
      trx,
      ticket,
      { visibility, moderation, publication_asked_at: null },
      { now, seenBy: "everyone" },
    );
  });
}

/** What was thought of its text when it came counts from when everyone could read it; an answer settles a doubt. */
async function moderationFor(trx: Trx, ticket: TicketRow, visibility: Visibility): Promise<TicketRow["moderation"]> {
  const moderation = moderationOf(await findVerdict(trx, { ticketId: ticket.id }), visibility === "public");
  return ticket.first_answer_at === null ? moderation : "published";
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
export async function moderateTicket(db: Db, ticketId: number, verdict: Mark, { by, now }: Change): Promise<TicketRow> {
  return inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, ticketId);
    await keepMark(trx, { ticketId }, { mark: verdict, agentId: by.agentId ?? null, before: stateOf(ticket), now });
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

type State = Pick<TicketRow, "moderation" | "removed_at" | "removed_as">;

const stateOf = ({ moderation, removed_at, removed_as }: TicketRow): State => ({ moderation, removed_at, removed_as });

/** Takes the team's word back within 30 days; the ticket stands as it stood. Undefined where there is none. */
export async function unmarkTicket(db: Db, ticketId: number, { by, now }: Change): Promise<TicketRow | undefined> {
  return inTransaction(db, async (trx) => {
    const before = await takeMarkBack(trx, { ticketId }, now);
    if (!before) return undefined;
    await addEvent(trx, { ticketId, type: "mark_undone", ...by, now });
    return changeTicket(trx, await lockTicket(trx, ticketId), before as State, { now, seenBy: "everyone" });
  });
}

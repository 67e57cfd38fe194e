import { type Db, inTransaction, type Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { changeTicket, lockTicket } from "./change-ticket.server.ts";
import { needsReason, type Phase, phaseOf } from "./ticket.ts";
import { type Actor, addEvent } from "./ticket-events.server.ts";

interface StatusChange {
  status: string;
  reason?: string | null;
  by: Actor;
  /** It follows from the author's reply. */
  byReply?: true;
  now: number;
}

/**
 * Sets a status inside a write that does more, with its line in the thread. The same status with another reason is a
 * change too; the same with the same is none. Throws where the kind has no such status or the reason is missing.
 */
export async function setStatus(trx: Trx, ticket: TicketRow, change: StatusChange): Promise<TicketRow> {
  const { status, reason = null, by, byReply, now } = change;
  const phase = phaseOf(ticket.kind, status);
  if (!phase) throw new Error(`a ${ticket.kind} has no status ${status}`);
  if (status === ticket.status && (reason ?? ticket.status_reason) === ticket.status_reason) return ticket;
  if (needsReason(phase) && !reason) throw new Error(`${status} needs a reason`);

  await addEvent(trx, {
    ticketId: ticket.id,
    type: "status",
    reason,
    details: { from: ticket.status, to: status, byReply },
    ...by,
    now,
  });
  return changeTicket(
    trx,
    ticket,
    {
      status,
      phase,
      status_reason: reason,
      status_changed_at: now,
      status_before_waiting:
        phase === "waiting" && ticket.phase !== "waiting" ? ticket.status : ticket.status_before_waiting,
      waiting_since: endsWaiting(phase) ? null : ticket.waiting_since,
      last_activity_at: now,
    },
    { now, seenBy: "everyone" },
  );
}

/** The team has done its part: it is the author's turn, or nobody's. */
function endsWaiting(phase: Phase): boolean {
  return phase === "waiting" || phase === "done" || phase === "closed";
}

/** Sets a status by itself. */
export async function changeStatus(db: Db, ticketId: number, change: StatusChange): Promise<TicketRow> {
  return inTransaction(db, async (trx) => setStatus(trx, await lockTicket(trx, ticketId), change));
}

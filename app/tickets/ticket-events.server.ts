import type { Trx } from "#db/client.ts";
import { noteDeed } from "~/audit/note-deed.server.ts";
import { queueDeliveries } from "~/hooks/queue-deliveries.server.ts";
import { isNewsEvent } from "~/mail/news.ts";
import { tellFollowers } from "~/mail/tell-followers.server.ts";
import { threadTime } from "./thread-time.server.ts";
import { type EventDetails, type EventType, eventTypes } from "./ticket-event.ts";

/** Who did it: an agent, a visitor, or nobody (the rules of the site). */
export interface Actor {
  agentId?: number | null;
  visitorId?: number | null;
}

interface NewEvent extends Actor {
  ticketId: number;
  type: EventType;
  reason?: string | null;
  details?: EventDetails;
  now: number;
}

/** Adds a line to a ticket's history; what the team did is noted in the audit log too. */
export async function addEvent(trx: Trx, event: NewEvent): Promise<void> {
  const { id } = await trx
    .insertInto("ticket_events")
    .values({
      ticket_id: event.ticketId,
      type: event.type,
      public: eventTypes[event.type] === "public" ? 1 : 0,
      agent_id: event.agentId ?? null,
      visitor_id: event.agentId ? null : (event.visitorId ?? null),
      reason: event.reason || null,
      details: event.details ? JSON.stringify(event.details) : null,
      // What an import brings has its own time.
      created_at: event.agentId || event.visitorId ? await threadTime(trx, event.ticketId, event.now) : event.now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (event.type === "status" || event.type === "merged") {
    const about = { ticketId: event.ticketId, ticketEventId: id };
    await queueDeliveries(trx, { event: event.type, subject: `event ${id}`, ...about, now: event.now });
  }
  // What came of a mail nobody of the team has done.
  if (!event.agentId || event.type === "files_left_out") return;
  if (isNewsEvent(event.type)) await tellFollowers(trx, event.ticketId, event.now);
  const { ticketId: subject, details, agentId, now } = event;
  await noteDeed(trx, { agentId, now }, `ticket.${event.type}`, { subject, details: factsOf(details) });
}

/** Details without words that a visitor wrote. */
function factsOf({ from, to, reply, ticket }: EventDetails = {}): EventDetails | undefined {
  const facts = Object.entries({ from, to, reply, ticket }).filter(([, value]) => value !== undefined);
  return facts.length > 0 ? Object.fromEntries(facts) : undefined;
}

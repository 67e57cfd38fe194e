import type { Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { queueDeliveries } from "~/hooks/queue-deliveries.server.ts";
import { pushToAgents } from "~/push/push-to-agents.server.ts";
import { listAgentsWhoWant } from "./agents-who-want.server.ts";
import type { TeamEvent } from "./team-events.ts";

export interface TeamNews {
  event: TeamEvent;
  ticket: Pick<TicketRow, "id" | "category_id" | "opened_by_agent_id">;
  /** For a reply. */
  replyId?: number;
  now: number;
}

/**
 * The one place where the team is told: notes for chats, programs and agents that something waits for them, in the
 * transaction in which it does. Never called for what is held: it is told when it is released.
 */
export async function tellTeam(trx: Trx, { event, ticket, replyId, now }: TeamNews): Promise<void> {
  const subject = replyId === undefined ? `ticket ${ticket.id}` : `reply ${replyId}`;
  const about = event === "overdue" ? `${subject} at ${now}` : subject;
  await queueDeliveries(trx, { event, subject: about, ticketId: ticket.id, replyId, now });
  for (const { id } of await listAgentsWhoWant(trx, { event, ticket, channel: "mail" })) {
    await trx
      .insertInto("team_news")
      .values({ agent_id: id, event, ticket_id: ticket.id, reply_id: replyId ?? null, created_at: now })
      .execute();
  }
  const inBrowser = await listAgentsWhoWant(trx, { event, ticket, channel: "push" });
  await pushToAgents(trx, { agentIds: inBrowser.map(({ id }) => id), event, ticketId: ticket.id, replyId, now });
}

/** A ticket that everybody of the team may read now: a new one, or one that was held until now. */
export async function tellOfTicket(trx: Trx, ticket: TicketRow, now: number): Promise<void> {
  if (ticket.moderation === "held" || ticket.removed_at !== null) return;
  await tellTeam(trx, { event: ticket.kind === "thanks" ? "thanks" : "opened", ticket, now });
}

import { type Db, inTransaction } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { changeTicket, lockTicket } from "./change-ticket.server.ts";
import { type Kind, phaseOf, statusAfterKindChange } from "./ticket.ts";
import { addEvent } from "./ticket-events.server.ts";
import { ticketSlug } from "./ticket-slug.ts";

/** What an agent may set about a ticket; what is left out stays. */
export interface Facts {
  assigneeId?: number | null;
  categoryId?: number | null;
  kind?: Kind;
  language?: string;
}

/** Sets who answers, the category, the kind (its status follows) or the language, each with a line in the history. */
export async function changeFacts(
  db: Db,
  ticketId: number,
  facts: Facts,
  { agentId, now }: { agentId: number; now: number },
): Promise<TicketRow> {
  return inTransaction(db, async (trx) => {
    let ticket = await lockTicket(trx, ticketId);
    const changes = listChanges(ticket, facts);
    for (const { type, from, to, columns } of changes) {
      await addEvent(trx, { ticketId, type, details: { from, to }, agentId, now });
      const seenBy = type === "assigned" ? "team" : "everyone";
      ticket = await changeTicket(trx, ticket, columns, { now, seenBy });
    }
    return ticket;
  });
}

interface Change {
  type: "assigned" | "category" | "kind" | "language";
  from: string;
  to: string;
  columns: Partial<TicketRow>;
}

function listChanges(ticket: TicketRow, { assigneeId, categoryId, kind, language }: Facts): Change[] {
  const changes: Change[] = [];
  const change = (type: Change["type"], from: unknown, to: unknown, columns: Partial<TicketRow>) => {
    if (from !== to) changes.push({ type, from: String(from ?? ""), to: String(to ?? ""), columns });
  };
  if (assigneeId !== undefined) change("assigned", ticket.assignee_id, assigneeId, { assignee_id: assigneeId });
  if (categoryId !== undefined) change("category", ticket.category_id, categoryId, { category_id: categoryId });
  if (kind !== undefined) {
    const status = statusAfterKindChange(ticket.status, ticket.phase, kind);
    change("kind", ticket.kind, kind, {
      kind,
      status,
      phase: phaseOf(kind, status) ?? "new",
      status_before_waiting: null,
      ...(kind === "thanks" && { waiting_since: null }),
      ...(ticket.kind === "thanks" && ticket.first_answer_at === null && { waiting_since: ticket.created_at }),
    });
  }
  if (language !== undefined) {
    const slug = ticketSlug(ticket.title, { kind: kind ?? ticket.kind, language });
    change("language", ticket.language, language, { language, slug });
  }
  return changes;
}

/** Takes a ticket out of the queue: what came last wants no answer. */
export async function needsNoAnswer(
  db: Db,
  ticketId: number,
  { agentId, now }: { agentId: number; now: number },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, ticketId);
    if (ticket.waiting_since === null) return;
    await addEvent(trx, { ticketId, type: "no_answer_needed", agentId, now });
    await changeTicket(trx, ticket, { waiting_since: null }, { now, seenBy: "team" });
  });
}

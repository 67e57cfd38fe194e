import { ticketPath } from "~/urls.ts";
import { mergeTickets, unmergeTicket } from "../merge-tickets.server.ts";
import type { Intent } from "../ticket-intents.server.ts";

/** This ticket is a duplicate of the one whose number the form names. */
export const mergeIntent: Intent = {
  isAllowed: (rights) => rights.isAgent,
  limit: "edit",
  async run(db, { ticket, form, viewer, now }) {
    const into = Number(form.get("into")?.replace(/\D/g, ""));
    const problem = into
      ? await mergeTickets(db, { from: ticket.id, into, agentId: viewer.agent?.id ?? 0, now })
      : undefined;
    if (into && !problem) return { to: ticketPath(ticket) };
    const message = problem ? `tickets:merge_problem.${problem}` : "forms:error.merge_number";
    const typed = { into: form.get("into") ?? "" };
    return { again: { intent: "merge", typed, errors: [{ field: "into", message }] }, status: 400 };
  },
};

/** Takes the duplicate that the form names out of this ticket again. */
export const unmergeIntent: Intent = {
  isAllowed: (rights) => rights.isAgent,
  limit: "edit",
  async run(db, { ticket, form, viewer, now }) {
    const from = Number(form.get("ticket")) || 0;
    const isDone = await unmergeTicket(db, { from, into: ticket.id, agentId: viewer.agent?.id ?? 0, now });
    return isDone ? { to: ticketPath(ticket) } : undefined;
  },
};

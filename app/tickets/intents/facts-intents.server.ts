import { ticketPath } from "~/urls.ts";
import { changeFacts, type Facts, needsNoAnswer } from "../change-facts.server.ts";
import { listAssignable } from "../list-queue.server.ts";
import { isKind } from "../ticket.ts";
import type { Intent } from "../ticket-intents.server.ts";

/** Who answers, the category, the kind, the language: whichever of them the form carries. */
export const assignIntent: Intent = {
  isAllowed: (rights) => rights.isAgent,
  limit: "edit",
  async run(db, { ticket, form, viewer, site, now }) {
    const agents = await listAssignable(db);
    const facts: Facts = {};
    const [assignee, category, kind, language] = ["assignee", "category", "kind", "language"].map((name) =>
      form.get(name),
    );
    const isKnown = (id: string, known: { id: number }[]) => id === "" || known.some((one) => one.id === Number(id));
    if (typeof assignee === "string" && isKnown(assignee, agents)) facts.assigneeId = Number(assignee) || null;
    if (typeof category === "string" && isKnown(category, site.categories)) facts.categoryId = Number(category) || null;
    if (isKind(kind)) facts.kind = kind;
    if (language && /^[a-z]{2,3}$/.test(language)) facts.language = language;
    const changed = await changeFacts(db, ticket.id, facts, { agentId: viewer.agent?.id ?? 0, now });
    return { to: ticketPath(changed) };
  },
};

export const noAnswerIntent: Intent = {
  isAllowed: (rights) => rights.isAgent,
  limit: "edit",
  async run(db, { ticket, viewer, now }) {
    await needsNoAnswer(db, ticket.id, { agentId: viewer.agent?.id ?? 0, now });
    return { to: ticketPath(ticket) };
  },
};

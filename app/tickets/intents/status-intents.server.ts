import { localeFor } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import { ticketPath } from "~/urls.ts";
import { parseStatusForm } from "../reply-form.ts";
import { changeStatus } from "../set-status.server.ts";
import { closedByAuthorStatus, isOpen } from "../ticket.ts";
import type { Intent } from "../ticket-intents.server.ts";
import { actorOf } from "./actor.server.ts";

/** The team sets a status by itself, with its reason. */
export const statusIntent: Intent = {
  isAllowed: (rights) => rights.isAgent,
  limit: "edit",
  async run(db, { ticket, form, viewer, now }) {
    const { typed, errors, values } = parseStatusForm(form, ticket.kind);
    if (!values) return { again: { intent: "status", typed, errors }, status: 400 };
    await changeStatus(db, ticket.id, { ...values, by: actorOf(viewer), now });
    return { to: ticketPath(ticket) };
  },
};

/** The author closes their ticket: solved, or not needed any more. */
export const closeIntent: Intent = {
  isAllowed: (rights, ticket) => rights.isAuthor && ticket.removed_at === null && isOpen(ticket.phase),
  limit: "edit",
  async run(db, { ticket, form, viewer, site, now }) {
    const status = closedByAuthorStatus(ticket.kind, ticket.reply_count > 0);
    if (!status) return undefined;
    const words = wordsIn(localeFor(ticket.language, site.locale));
    const { values } = parseStatusForm(new URLSearchParams({ status, reason: form.get("reason") ?? "" }), ticket.kind);
    const reason = values?.reason ?? words("tickets:tools.closed_default");
    await changeStatus(db, ticket.id, { status, reason, by: { visitorId: viewer.visitor?.id }, now });
    return { to: ticketPath(ticket) };
  },
};

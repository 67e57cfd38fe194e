import { replyPath } from "~/urls.ts";
import { acceptReply, markOfficial } from "../accept-reply.server.ts";
import type { Intent } from "../ticket-intents.server.ts";
import { canAccept } from "../viewing.ts";
import { actorOf, replyNumber } from "./actor.server.ts";

/** This answer helped; pressed again, it did not after all. */
export const acceptIntent: Intent = {
  isAllowed: (rights, ticket) => canAccept(rights) && ticket.removed_at === null,
  limit: "edit",
  async run(db, { ticket, form, viewer, now }) {
    const replyId = replyNumber(form) ?? 0;
    const isDone = await acceptReply(db, { ticketId: ticket.id, replyId, by: actorOf(viewer), now });
    return isDone ? { to: replyPath(ticket, replyId, ticket.reply_count) } : undefined;
  },
};

/** Pins a reply of the team as the official one, or takes the pin away. */
export const officialIntent: Intent = {
  isAllowed: (rights, ticket) => rights.isAgent && ticket.removed_at === null,
  limit: "edit",
  async run(db, { ticket, form, viewer, now }) {
    const replyId = replyNumber(form) ?? 0;
    const isDone = await markOfficial(db, { ticketId: ticket.id, replyId, by: actorOf(viewer), now });
    return isDone ? { to: replyPath(ticket, replyId, ticket.reply_count) } : undefined;
  },
};

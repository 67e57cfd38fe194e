import { oneLine } from "~/http/one-line.ts";
import { replyPath, ticketPath } from "~/urls.ts";
import { findReply } from "../find-reply.server.ts";
import { removeTicket, restoreTicket, setReplyRemoved } from "../remove-ticket.server.ts";
import { limits } from "../ticket.ts";
import type { Intent } from "../ticket-intents.server.ts";
import { canManage, mayChangeReply } from "../viewing.ts";
import { actorOf, replyNumber } from "./actor.server.ts";

/** Takes the ticket away, or the reply which the form names. */
export const removeIntent: Intent = {
  isAllowed: (_, ticket) => ticket.removed_at === null,
  limit: "edit",
  async run(db, { ticket, rights, form, viewer, now }) {
    const by = actorOf(viewer);
    const number = replyNumber(form);
    if (number) {
      const reply = await findReply(db, ticket.id, number);
      if (!reply || !mayChangeReply(viewer, rights, reply)) return undefined;
      await setReplyRemoved(db, { ticketId: ticket.id, replyId: number, isRemoved: true, by, now });
      return { to: ticketPath(ticket) };
    }
    if (!canManage(rights)) return undefined;
    const reason = oneLine(form.get("reason") ?? "").slice(0, limits.reason);
    await removeTicket(db, ticket.id, { reason, by, now });
    return { to: ticketPath(ticket) };
  },
};

/** Brings back what was removed: the team anything, an author what they removed themselves. */
export const restoreIntent: Intent = {
  isAllowed: (rights, ticket) => rights.isAgent || (rights.isAuthor && ticket.removed_as === "by_author"),
  limit: "edit",
  async run(db, { ticket, rights, form, viewer, now }) {
    const by = actorOf(viewer);
    const number = replyNumber(form);
    if (number) {
      if (!rights.isAgent) return undefined;
      await setReplyRemoved(db, { ticketId: ticket.id, replyId: number, isRemoved: false, by, now });
      return { to: replyPath(ticket, number, ticket.reply_count) };
    }
    await restoreTicket(db, ticket.id, { by, now });
    return { to: ticketPath(ticket) };
  },
};

import { parseFileForm, withFileErrors } from "~/files/file-form.ts";
import { listFiles } from "~/files/list-files.server.ts";
import { ticketPath } from "~/urls.ts";
import { editReply, editTicket } from "../edit-text.server.ts";
import { findReply } from "../find-reply.server.ts";
import { parseEditForm, parseEditReplyForm } from "../reply-form.ts";
import type { Intent } from "../ticket-intents.server.ts";
import { canManage, mayChangeReply } from "../viewing.ts";
import { actorOf, replyNumber } from "./actor.server.ts";

/** Changes the ticket's text, or that of the reply which the form names. */
export const editIntent: Intent = {
  isAllowed: (_, ticket) => ticket.removed_at === null,
  limit: "edit",
  async run(db, { ticket, rights, form, files, viewer, site, now, cameBy }) {
    const changed = { added: files.kept, changes: parseFileForm(form) };
    const common = { by: actorOf(viewer), files: changed, now, site, cameBy };
    const number = replyNumber(form);
    if (number) {
      const reply = await findReply(db, ticket.id, number);
      if (!reply || !mayChangeReply(viewer, rights, reply)) return undefined;
      const present = (await listFiles(db, { replies: [number] })).get(`reply ${number}`) ?? [];
      const staying = present.filter(({ id }) => !changed.changes.removed.includes(id));
      const hasFiles = staying.length + files.kept.length > 0;
      const { typed, errors, values } = withFileErrors(parseEditReplyForm(form, { hasFiles }), files);
      if (!values) return { again: { intent: "edit", typed, errors }, status: 400 };
      const voice = reply.agent_id ? "team" : "visitor";
      await editReply(db, reply, { ...values, ...common, voice });
      return { to: ticketPath(ticket, { reply: reply.id }) };
    }
    if (!canManage(rights)) return undefined;
    const { typed, errors, values } = withFileErrors(parseEditForm(form), files);
    if (!values) return { again: { intent: "edit", typed, errors }, status: 400 };
    const voice = ticket.opened_by_agent_id ? "team" : "visitor";
    return { to: ticketPath(await editTicket(db, ticket.id, { ...values, ...common, voice })) };
  },
};

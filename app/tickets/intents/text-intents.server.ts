import { parseFileForm, withFileErrors } from "~/files/file-form.ts";
import { listFiles } from "~/files/list-files.server.ts";
import { maskSecrets, newSecretKinds } from "~/secrets/find-secrets.ts";
import { secretAnswer } from "~/secrets/secret-answer.ts";
import { replyPath, ticketPath } from "~/urls.ts";
import { setVisibility } from "../change-visibility.server.ts";
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
    const answer = secretAnswer(form);
    const isAsked = !viewer.agent && !answer && ticket.visibility === "public";
    const isHidden = answer === "private" && rights.isAuthor;
    const isMasked = answer !== undefined && answer !== "as-is" && !isHidden;
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
      const secrets = isAsked ? newSecretKinds([values.body], [reply.body]) : [];
      if (secrets.length > 0) return { again: { intent: "edit", typed, errors: [], secrets }, status: 400 };
      if (isHidden) await setVisibility(db, ticket.id, "private", { by: actorOf(viewer), now });
      const voice = reply.agent_id ? "team" : "visitor";
      const [body = ""] = isMasked ? maskSecrets([values.body]) : [values.body];
      await editReply(db, reply, { ...values, body, ...common, voice });
      return { to: replyPath(ticket, reply.id, ticket.reply_count) };
    }
    if (!canManage(rights)) return undefined;
    const { typed, errors, values } = withFileErrors(parseEditForm(form), files);
    if (!values) return { again: { intent: "edit", typed, errors }, status: 400 };
    const secrets = isAsked ? newSecretKinds([values.title, values.body], [ticket.title, ticket.body]) : [];
    if (secrets.length > 0) return { again: { intent: "edit", typed, errors: [], secrets }, status: 400 };
    if (isHidden) await setVisibility(db, ticket.id, "private", { by: actorOf(viewer), now });
    const voice = ticket.opened_by_agent_id ? "team" : "visitor";
    const texts = [values.title, values.body];
    const [title = "", body = ""] = isMasked ? maskSecrets(texts) : texts;
    return { to: ticketPath(await editTicket(db, ticket.id, { title, body, ...common, voice })) };
  },
};

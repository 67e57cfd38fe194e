import { type Db, inTransaction, type Trx } from "#db/client.ts";
import type { ReplyRow, TicketRow } from "#db/schema.ts";
import { attachFiles, changeFiles, type FileOwner } from "~/files/attach-files.server.ts";
import type { KeptFile } from "~/files/attachment.ts";
import type { FileForm } from "~/files/file-form.ts";
import { enqueue } from "~/jobs/enqueue.server.ts";
import { type CameBy, judgeVisitor } from "~/moderation/judge.server.ts";
import { changeTicket, lockTicket } from "./change-ticket.server.ts";
import { moderationOfEdit, stateOfEditedReply } from "./judge-edit.server.ts";
import { linkArticles } from "./link-articles.server.ts";
import { chooseShownAnswer, countReplies } from "./shown-answer.server.ts";
import { prepareText } from "./text.server.ts";
import { type Actor, addEvent } from "./ticket-events.server.ts";
import { ticketSlug } from "./ticket-slug.ts";

/** A text may be mended this long without the word "edited"; what it was before is kept all the same. */
const FREE_EDIT_MS = 15 * 60 * 1000;

interface Edit {
  title?: string;
  body: string;
  by: Actor;
  voice: "visitor" | "team";
  /** How it came, where a visitor changes it. */
  cameBy?: CameBy;
  /** Pictures and files that came with the form, and what it says of those that were there. */
  files?: { added: KeptFile[]; changes: FileForm };
  now: number;
  site: { origin: string; locale: string };
}

/** Changes a ticket's title and text. Its old address goes on leading to it. */
export async function editTicket(db: Db, ticketId: number, edit: Edit & { title: string }): Promise<TicketRow> {
  const { title, body, by, now } = edit;
  const text = await prepareText(edit, edit.site);
  const judgement = await judgeVisitor(db, { agent: by.agentId ?? null }, { ...edit, text: `${title}\n${body}` });
  return inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, ticketId);
    const hasOtherFiles = await editFiles(trx, { ticket_id: ticketId }, edit);
    const hasOtherText = ticket.title !== title || ticket.body !== body;
    if (!hasOtherText && !hasOtherFiles) return ticket;
    if (hasOtherText) {
      await trx
        .insertInto("text_revisions")
        .values({ ticket_id: ticketId, title: ticket.title, body: ticket.body, ...revisionAuthor(by), created_at: now })
        .execute();
    }
    await addEvent(trx, { ticketId, type: "edited", ...by, now });
    if (!text.complete) await enqueue(trx, "render a text again", { ticketId }, now);
    return changeTicket(
      trx,
      ticket,
      {
        title,
        slug: ticketSlug(title, { kind: ticket.kind, language: ticket.language }),
        body,
        html: text.html,
        excerpt: text.excerpt,
        edited_at: now - ticket.created_at > FREE_EDIT_MS ? now : ticket.edited_at,
        ...(judgement && { moderation: await moderationOfEdit(trx, { ticketId }, ticket, judgement, now) }),
      },
      { now, seenBy: "everyone" },
    );
  });
}

/** Changes a reply's text. */
export async function editReply(db: Db, reply: ReplyRow, edit: Edit): Promise<void> {
  const { body, by, now } = edit;
  const text = await prepareText(edit, edit.site);
  const judgement = await judgeVisitor(db, { agent: by.agentId ?? null }, { ...edit, text: body });
  await inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, reply.ticket_id);
    const fresh = await trx.selectFrom("replies").selectAll().where("id", "=", reply.id).executeTakeFirstOrThrow();
    const hasOtherFiles = await editFiles(trx, { reply_id: reply.id }, edit);
    if (fresh.body === body && !hasOtherFiles) return;
    if (fresh.body !== body) {
      await trx
        .insertInto("text_revisions")
        .values({
          ticket_id: ticket.id,
          reply_id: reply.id,
          body: fresh.body,
          ...revisionAuthor(by),
          created_at: now,
        })
        .execute();
    }
    await trx
      .updateTable("replies")
      .set({
        body,
        html: text.html,
        excerpt: text.excerpt,
        language: text.language,
        edited_at: now - fresh.created_at > FREE_EDIT_MS ? now : fresh.edited_at,
        ...(judgement && (await stateOfEditedReply(trx, { ticket, reply: fresh, judgement, now }))),
      })
      .where("id", "=", reply.id)
      .execute();
    await linkArticles(trx, reply.id, now);
    await addEvent(trx, { ticketId: ticket.id, type: "reply_edited", details: { reply: reply.id }, ...by, now });
    if (!text.complete) {
      await enqueue(trx, "render a text again", { ticketId: ticket.id, replyId: reply.id }, now);
    }
    const shown = { ...(await chooseShownAnswer(trx, ticket.id)), reply_count: await countReplies(trx, ticket.id) };
    await changeTicket(trx, ticket, shown, {
      now,
      seenBy: fresh.kind === "note" ? "team" : "everyone",
      hasNewWords: fresh.kind !== "note",
    });
  });
}

/** Says whether the text has other files now, or other words for them. */
async function editFiles(trx: Trx, owner: FileOwner, { files, by, now }: Edit): Promise<boolean> {
  if (!files) return false;
  const hasChanged = await changeFiles(trx, { owner, changes: files.changes, now });
  await attachFiles(trx, { files: files.added, owner, visitorId: by.visitorId ?? undefined });
  return hasChanged || files.added.length > 0;
}

function revisionAuthor(by: Actor) {
  return { agent_id: by.agentId ?? null, visitor_id: by.visitorId ?? null };
}

import { type Db, inTransaction, type Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { makesNothingStale, makesStale } from "#db/stale.ts";
import { attachFiles } from "~/files/attach-files.server.ts";
import type { KeptFile } from "~/files/attachment.ts";
import { countOpen } from "~/http/keep-limits.server.ts";
import { TICKETS } from "~/http/page-tags.ts";
import { enqueue } from "~/jobs/enqueue.server.ts";
import { followByMail } from "~/mail/follow-ticket.server.ts";
import type { MailAddress } from "~/mail/mail-address.server.ts";
import { type CameBy, judgeVisitor } from "~/moderation/judge.server.ts";
import { keepJudgement, moderationOf } from "~/moderation/keep-judgement.server.ts";
import type { Verdict } from "~/moderation/verdict.ts";
import { findOrMakeVisitor, type Writer } from "~/people/make-visitor.server.ts";
import type { Viewer } from "~/people/viewer.ts";
import { tellOfTicket } from "~/team-news/tell-team.server.ts";
import { keepAskedFrom } from "./asked-from.server.ts";
import { indexTicket } from "./index-ticket.server.ts";
import { liftDoubtLater } from "./lift-doubt.server.ts";
import { noteTicketChange } from "./note-change.server.ts";
import { prepareText } from "./text.server.ts";
import { firstStatus, type Kind, phaseOf, type Visibility } from "./ticket.ts";
import { moveCount } from "./ticket-counts.server.ts";
import { addEvent } from "./ticket-events.server.ts";
import { ticketSlug } from "./ticket-slug.ts";
import { isListedTicket } from "./visibility.server.ts";

export interface NewTicket {
  viewer: Viewer;
  kind: Kind;
  title: string;
  body: string;
  categoryId: number | null;
  visibility: Visibility;
  name: string | null;
  /** Where its author wants the news. */
  mail?: MailAddress;
  /** Pictures and files that came with the form. */
  files?: KeptFile[];
  /** The article that did not help. */
  articleId?: number;
  /** The form's single-use token: a repeated POST finds the ticket it made. */
  nonce: string;
  /** How it came, for what is thought of it; nothing is thought of what comes by no form. */
  cameBy?: CameBy;
  now: number;
  site: { origin: string; locale: string };
}

export interface Opened {
  ticket: TicketRow;
  /** Absent where an agent opened it for somebody, or where it was there already. */
  writer?: Writer;
  /** The form had been sent before, with another text: nothing was written. */
  differs?: boolean;
}

/** Opens a ticket. The same form sent twice makes one. */
export async function openTicket(db: Db, ticket: NewTicket): Promise<Opened> {
  const { viewer, nonce, now } = ticket;
  const earlier = await findByNonce(db, nonce);
  if (earlier) return repeated(earlier, ticket);
  const text = await prepareText({ ...ticket, voice: viewer.agent ? "team" : "visitor" }, ticket.site);
  const judgement = await judgeVisitor(db, viewer, { ...ticket, text: `${ticket.title}\n${ticket.body}` });

  return inTransaction(db, async (trx) => {
    const first = await findByNonce(trx, nonce);
    if (first) return repeated(first, ticket);
    const writer = viewer.agent ? undefined : await findOrMakeVisitor(trx, viewer, ticket.name, now);
    const row = await insertTicket(trx, ticket, { ...text, verdict: judgement?.verdict ?? "publish" }, writer);
    if (judgement) await keepJudgement(trx, { ticketId: row.id }, judgement, now);
    if (ticket.cameBy && isListedTicket(row)) await countOpen(trx, "ticket", now);
    if (row.moderation === "restricted") await liftDoubtLater(trx, { ticketId: row.id }, now);
    await attachFiles(trx, { files: ticket.files ?? [], owner: { ticket_id: row.id }, visitorId: writer?.visitorId });
    await moveCount(trx, undefined, row);
    // What strangers do not see changes none of their pages: a flood that is held costs the home page nothing.
    if (isListedTicket(row)) makesStale(trx, TICKETS);
    else makesNothingStale(trx);
    await indexTicket(trx, row);
    if (ticket.articleId) await keepAskedFrom(trx, { ticketId: row.id, articleId: ticket.articleId, now });
    await noteTicketChange(trx, undefined, row, now);
    if (writer) await grantAuthor(trx, row.id, writer.visitorId, now);
    if (viewer.agent) await addEvent(trx, { ticketId: row.id, type: "opened_for", agentId: viewer.agent.id, now });
    if (!text.complete) await enqueue(trx, "render a text again", { ticketId: row.id }, now);
    await tellOfTicket(trx, row, now);
    if (ticket.mail) {
      const visitorId = writer?.visitorId ?? null;
      await followByMail(trx, { ...ticket.mail, ticketId: row.id, visitorId, isRequester: true, now });
    }
    return { ticket: row, writer };
  });
}

async function findByNonce(db: Db | Trx, nonce: string): Promise<TicketRow | undefined> {
  return db.selectFrom("tickets").selectAll().where("form_nonce", "=", nonce).executeTakeFirst();
}

function repeated(earlier: TicketRow, { title, body, kind, visibility }: NewTicket): Opened {
  const isSame =
    earlier.title === title &&
    earlier.body === body &&
    earlier.kind === kind &&
    (earlier.visibility === visibility || earlier.visibility === "private");
  return { ticket: earlier, differs: !isSame };
}

async function insertTicket(
  trx: Trx,
  { kind, title, body, categoryId, visibility, name, viewer, nonce, now }: NewTicket,
  text: { html: string; excerpt: string; language: string; verdict: Verdict },
  writer: Writer | undefined,
): Promise<TicketRow> {
  const status = firstStatus(kind);
  const moderation = moderationOf(text.verdict, visibility === "public");
  return trx
    .insertInto("tickets")
    .values({
      kind,
      title,
      slug: ticketSlug(title, { kind, language: text.language }),
      body,
      html: text.html,
      excerpt: text.excerpt,
      language: text.language,
      status,
      phase: phaseOf(kind, status) ?? "new",
      status_changed_at: now,
      visibility,
      moderation,
      published_at: visibility === "public" && moderation !== "held" ? now : null,
      category_id: categoryId,
      requester_id: writer?.visitorId ?? null,
      requester_name: name,
      opened_by_agent_id: viewer.agent?.id ?? null,
      form_nonce: nonce,
      // Thanks wait for nothing.
      waiting_since: kind === "thanks" ? null : now,
      created_at: now,
      last_activity_at: now,
      public_changed_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function grantAuthor(trx: Trx, ticketId: number, visitorId: number, now: number): Promise<void> {
  await trx
    .insertInto("ticket_authors")
    .values({ ticket_id: ticketId, visitor_id: visitorId, created_at: now })
    .execute();
}

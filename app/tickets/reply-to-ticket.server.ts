import { createHash } from "node:crypto";
import { type Db, inTransaction, type Trx } from "#db/client.ts";
import type { ReplyRow, TicketRow } from "#db/schema.ts";
import { noteDeed } from "~/audit/note-deed.server.ts";
import { countUses } from "~/canned/canned-answers.server.ts";
import { attachFiles } from "~/files/attach-files.server.ts";
import type { KeptFile } from "~/files/attachment.ts";
import { queueDeliveries } from "~/hooks/queue-deliveries.server.ts";
import { countOpen } from "~/http/keep-limits.server.ts";
import { enqueue } from "~/jobs/enqueue.server.ts";
import { followByMail } from "~/mail/follow-ticket.server.ts";
import type { MailAddress } from "~/mail/mail-address.server.ts";
import { noteTaken } from "~/mail/taken-mails.server.ts";
import { tellFollowers } from "~/mail/tell-followers.server.ts";
import { type CameBy, type Judgement, judgeVisitor } from "~/moderation/judge.server.ts";
import { keepJudgement, moderationOf } from "~/moderation/keep-judgement.server.ts";
import { findOrMakeVisitor, type Writer } from "~/people/make-visitor.server.ts";
import type { Viewer } from "~/people/viewer.ts";
import { tellTeam } from "~/team-news/tell-team.server.ts";
import { changeTicket, lockTicket } from "./change-ticket.server.ts";
import { liftDoubtLater } from "./lift-doubt.server.ts";
import { linkArticles } from "./link-articles.server.ts";
import { setStatus } from "./set-status.server.ts";
import { chooseShownAnswer, countReplies } from "./shown-answer.server.ts";
import { prepareText, type WrittenText } from "./text.server.ts";
import { threadTime } from "./thread-time.server.ts";
import { isOpen, phaseOf, type ReplyKind, reopenedStatus } from "./ticket.ts";
import { addEvent } from "./ticket-events.server.ts";
import { isRequester, type Rights } from "./viewing.ts";

export interface NewReply {
  ticket: TicketRow;
  viewer: Viewer;
  rights: Rights;
  kind: ReplyKind;
  body: string;
  name: string | null;
  /** Where a visitor wants the news of the ticket. */
  mail?: MailAddress;
  /** Pictures and files that came with the form. */
  files?: KeptFile[];
  /** The requester says that a done ticket is not solved after all. */
  isUnsolved: boolean;
  /** The team only. */
  isOfficial: boolean;
  status?: { key: string; reason: string | null };
  /** The ticket's version on the page that an agent answered from; another one stops the reply once. */
  seenVersion?: number;
  /** The canned answers that an agent made it of. */
  canned?: number[];
  /** Stands for the sender where no cookie came back. */
  addressPrefix: string;
  /** How it came, for what is thought of it. */
  cameBy?: CameBy;
  /** It came as a mail: by which key that is known, and names of files that could not be taken. */
  byMail?: { key: string; leftOut: string[] };
  now: number;
  site: { origin: string; locale: string };
}

export type ReplyOutcome = { reply: ReplyRow; writer?: Writer } | { stale: true };

const SAME_TEXT_WITHIN_MS = 24 * 60 * 60 * 1000;

/**
 * Adds a reply, and what follows from it: a status that goes with it, a waiting ticket that goes on, who waits for
 * whom, how long the answer took. The same words by the same person within a day are one reply.
 */
export async function replyToTicket(db: Db, reply: NewReply): Promise<ReplyOutcome> {
  const { viewer, rights, now } = reply;
  if (reply.kind === "note" && !rights.isAgent) throw new Error("only the team writes notes");
  const text = await prepareText({ body: reply.body, voice: viewer.agent ? "team" : "visitor" }, reply.site);
  const judgement = await judgeVisitor(db, viewer, { ...reply, text: reply.body });

  return inTransaction(db, async (trx) => {
    const earlier = await findSameReply(trx, reply);
    if (earlier) {
      await setStatusWith(trx, await lockTicket(trx, reply.ticket.id), reply);
      return { reply: earlier };
    }
    const ticket = await lockTicket(trx, reply.ticket.id);
    if (reply.seenVersion !== undefined && reply.seenVersion !== ticket.version) return { stale: true };

    const writer = viewer.agent ? undefined : await findOrMakeVisitor(trx, viewer, reply.name, now);
    const row = await insertReply(trx, { reply, ticket, text, writer, judgement });
    if (judgement) await keepJudgement(trx, { ticketId: ticket.id, replyId: row.id }, judgement, now);
    if (reply.cameBy && !viewer.agent && row.moderation !== "held") await countOpen(trx, "reply", now);
    if (row.restricted_at) await liftDoubtLater(trx, { ticketId: ticket.id, replyId: row.id }, now);
    await attachFiles(trx, { files: reply.files ?? [], owner: { reply_id: row.id }, visitorId: writer?.visitorId });
    if (reply.byMail) await noteMail(trx, row, reply.byMail, now);
    if (!text.complete) await enqueue(trx, "render a text again", { ticketId: ticket.id, replyId: row.id }, now);
    if (viewer.agent) {
      const about = { subject: ticket.id, details: { reply: row.id } };
      const deed = reply.kind === "note" ? "ticket.noted" : "ticket.replied";
      // An official one is noted as such, with the line of the ticket's history that says so.
      if (!row.official_at) await noteDeed(trx, { agentId: viewer.agent.id, now }, deed, about);
      await countUses(trx, reply.canned ?? []);
      await linkArticles(trx, row.id, now);
    }
    if (writer && reply.mail) {
      const { visitorId } = writer;
      const isRequester = reply.rights.isAuthor;
      await followByMail(trx, { ...reply.mail, ticketId: ticket.id, visitorId, isRequester, replyId: row.id, now });
    }
    if (reply.kind === "note" || row.moderation === "held") {
      await changeTicket(trx, ticket, {}, { now, seenBy: "team" });
    } else if (viewer.agent) {
      await afterTeamReply(trx, ticket, row, reply);
    } else {
      await afterVisitorReply(trx, ticket, reply, writer?.visitorId);
      // The team was to speak next already.
      const event = isRequester(reply.rights) && ticket.waiting_since !== null ? "reminded" : "replied";
      await tellTeam(trx, { event, ticket, replyId: row.id, now });
    }
    return { reply: row, writer };
  });
}

/** In the transaction of the reply, so that a mail that comes twice is one reply. */
async function noteMail(
  trx: Trx,
  { id, ticket_id, moderation }: ReplyRow,
  { key, leftOut }: NonNullable<NewReply["byMail"]>,
  now: number,
): Promise<void> {
  await noteTaken(trx, { key, outcome: moderation === "held" ? "held" : "reply", replyId: id, now });
  if (leftOut.length === 0) return;
  const details = { reply: id, names: leftOut.join(", ").slice(0, 500) };
  await addEvent(trx, { ticketId: ticket_id, type: "files_left_out", details, now });
}

function authorOf({ viewer, addressPrefix }: NewReply): string | number {
  return viewer.agent ? `agent ${viewer.agent.id}` : (viewer.visitor?.id ?? addressPrefix);
}

function keyOf({ ticket, kind, body, files = [] }: NewReply, author: string | number): string {
  const words = body.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  return createHash("sha256")
    .update(JSON.stringify([ticket.id, author, kind === "note", words, ...files.map(({ hash }) => hash)]))
    .digest("base64url");
}

async function findSameReply(trx: Trx, reply: NewReply): Promise<ReplyRow | undefined> {
  const { viewer, addressPrefix, now } = reply;
  const visitorId = viewer.agent ? undefined : viewer.visitor?.id;
  return trx
    .selectFrom("replies")
    .selectAll()
    .where((eb) =>
      eb.or([
        eb("content_key", "=", keyOf(reply, authorOf(reply))),
        // The one that gave them their cookie was sent without.
        eb.and([eb("content_key", "=", keyOf(reply, addressPrefix)), eb("visitor_id", "=", visitorId ?? 0)]),
      ]),
    )
    .where("created_at", ">", now - SAME_TEXT_WITHIN_MS)
    .where("created_at", "<", now + SAME_TEXT_WITHIN_MS)
    .where("removed_at", "is", null)
    .executeTakeFirst();
}

interface Insert {
  reply: NewReply;
  ticket: TicketRow;
  text: WrittenText;
  writer: Writer | undefined;
  judgement: Judgement | undefined;
}

async function insertReply(trx: Trx, { reply, ticket, text, writer, judgement }: Insert): Promise<ReplyRow> {
  const { viewer, kind, now } = reply;
  // A sender in doubt is no matter of what everybody reads: also at a private ticket the team looks first.
  const isInDoubt = !viewer.agent && (reply.cameBy?.doubts ?? []).length > 0;
  const moderation = isInDoubt ? "held" : moderationOf(judgement?.verdict ?? "publish", ticket.visibility === "public");
  const isTeamAnswer = viewer.agent !== null && kind !== "note";
  return trx
    .insertInto("replies")
    .values({
      ticket_id: ticket.id,
      kind,
      body: text.body,
      html: text.html,
      excerpt: text.excerpt,
      language: text.language,
      visitor_id: writer?.visitorId ?? null,
      agent_id: viewer.agent?.id ?? null,
      author_name: viewer.agent ? null : reply.name,
      by_requester: !viewer.agent && isRequester(reply.rights) ? 1 : 0,
      moderation: moderation === "held" ? "held" : "published",
      restricted_at: moderation === "restricted" ? now : null,
      official_at: isTeamAnswer && reply.isOfficial ? now : null,
      answer_ms: isTeamAnswer && ticket.waiting_since !== null ? Math.max(0, now - ticket.waiting_since) : null,
      content_key: keyOf(reply, authorOf(reply)),
      created_at: await threadTime(trx, ticket.id, now),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function afterTeamReply(trx: Trx, before: TicketRow, row: ReplyRow, reply: NewReply): Promise<void> {
  const { now } = reply;
  const by = { agentId: row.agent_id };
  if (row.official_at) {
    await keepOneOfficial(trx, before.id, row.id);
    await addEvent(trx, { ticketId: before.id, type: "official", details: { reply: row.id }, ...by, now });
  }
  // An answer before anybody waited (to a thank-you, say) is no measure of speed.
  const isFirst = before.first_answer_at === null;
  const ticket = await changeTicket(
    trx,
    before,
    {
      ...(await chooseShownAnswer(trx, before.id)),
      reply_count: await countReplies(trx, before.id),
      waiting_since: null,
      // Whoever answers has read it.
      moderation: "published",
      ...(isFirst && { first_answer_at: now, first_answer_ms: row.answer_ms }),
      last_activity_at: now,
    },
    { now, seenBy: "everyone" },
  );
  await setStatusWith(trx, ticket, reply);
  await tellFollowers(trx, ticket.id, now);
  const about = { ticketId: ticket.id, replyId: row.id };
  await queueDeliveries(trx, { event: "answered", subject: `reply ${row.id}`, ...about, now });
  if (isFirst) await enqueue(trx, "tell how fast the team answers", {}, now);
}

/** The status that an agent chose for the reply; nothing changes where the ticket has it already. */
async function setStatusWith(trx: Trx, ticket: TicketRow, { viewer, status, now }: NewReply): Promise<void> {
  if (!viewer.agent || !status) return;
  await setStatus(trx, ticket, { status: status.key, reason: status.reason, by: { agentId: viewer.agent.id }, now });
}

/** Takes the mark from the official reply that stood there before. */
export async function keepOneOfficial(trx: Trx, ticketId: number, replyId: number): Promise<void> {
  await trx
    .updateTable("replies")
    .set({ official_at: null })
    .where("ticket_id", "=", ticketId)
    .where("official_at", "is not", null)
    .where("id", "<>", replyId)
    .execute();
}

async function afterVisitorReply(
  trx: Trx,
  before: TicketRow,
  { rights, isUnsolved, now }: NewReply,
  visitorId: number | undefined,
): Promise<void> {
  const isOwn = isRequester(rights);
  let ticket = before;
  const wasAsked = isOwn && before.phase === "waiting";
  if (wasAsked) {
    const status = statusToGoBackTo(before);
    ticket = await setStatus(trx, ticket, { status, by: { visitorId }, byReply: true, now });
  } else if (isOwn && before.phase === "done" && isUnsolved && before.kind !== "thanks") {
    ticket = await setStatus(trx, ticket, {
      status: reopenedStatus(before.kind),
      by: { visitorId },
      byReply: true,
      now,
    });
  }
  await changeTicket(
    trx,
    ticket,
    {
      ...(await chooseShownAnswer(trx, before.id)),
      reply_count: await countReplies(trx, before.id),
      waiting_since: wasAsked || waitsNow(ticket, isOwn) ? (ticket.waiting_since ?? now) : ticket.waiting_since,
      last_activity_at: now,
    },
    { now, seenBy: "everyone" },
  );
}

/** The status before the team asked; one that was closed is open again, since going back to it would need a reason. */
function statusToGoBackTo({ kind, status_before_waiting: status }: TicketRow): string {
  const phase = status && phaseOf(kind, status);
  return status && phase && phase !== "closed" ? status : reopenedStatus(kind);
}

/** Whether a visitor's reply makes the team the next to speak: not after "just saying" under a solved ticket. */
function waitsNow(ticket: TicketRow, isOwn: boolean): boolean {
  if (ticket.kind === "thanks") return false;
  return isOpen(ticket.phase) || (isOwn && ticket.phase === "closed");
}

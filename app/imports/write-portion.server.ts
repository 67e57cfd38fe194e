import type { Trx } from "#db/client.ts";
import { insertRow, insertRowWithId } from "#db/insert-row.ts";
import { enqueue } from "~/jobs/enqueue.server.ts";
import { changeTicket, lockTicket } from "~/tickets/change-ticket.server.ts";
import { firstStatus, needsReason, phaseOf } from "~/tickets/ticket.ts";
import { moveCount } from "~/tickets/ticket-counts.server.ts";
import { addEvent } from "~/tickets/ticket-events.server.ts";
import { ticketSlug } from "~/tickets/ticket-slug.ts";
import type { ReplyToImport, TicketToImport } from "./import.ts";
import type { PreparedText } from "./import-texts.worker.ts";
import type { KnownPost } from "./known-posts.server.ts";

/** What is written at once: a ticket with the first of its replies, or more replies to one that is here. */
export interface Portion {
  ticket: TicketToImport;
  /** The ticket's own text; undefined where it is here already. */
  opening: PreparedText | undefined;
  replies: { reply: ReplyToImport; text: PreparedText }[];
}

type Known = ReadonlyMap<string, KnownPost>;

/**
 * Writes one portion and returns what has become of its posts, by external id. A new ticket is not in the search index
 * yet; more replies to one that is here are.
 */
export async function writePortion(
  trx: Trx,
  portion: Portion,
  { source, known, now }: { source: string; known: Known; now: number },
): Promise<Map<string, KnownPost>> {
  const { ticket, opening, replies } = portion;
  const written = new Map<string, KnownPost>();
  const find = (externalId: string) => written.get(externalId) ?? known.get(externalId);

  if (opening) written.set(ticket.externalId, await insertTicket(trx, portion, opening, now));
  const place = find(ticket.externalId);
  if (!place) throw new Error(`${ticket.externalId} has replies but is not here`);

  for (const { reply, text } of replies) {
    const inReplyTo = reply.inReplyTo === undefined ? undefined : find(reply.inReplyTo)?.replyId;
    const replyId = await insertReply(trx, place.ticketId, reply, text, inReplyTo ?? null, now);
    written.set(reply.externalId, { ...place, replyId });
  }
  for (const [externalId, { ticketId, replyId }] of written) {
    await insertRow(trx, "imported_posts", { source, external_id: externalId, ticket_id: ticketId, reply_id: replyId });
  }

  const acceptedId = written.get(replies.find(({ reply }) => reply.isAccepted)?.reply.externalId ?? "")?.replyId;
  if (!opening) await addToTicket(trx, place.ticketId, portion, { acceptedId, now });
  else if (acceptedId) {
    await trx.updateTable("tickets").set({ accepted_reply_id: acceptedId }).where("id", "=", place.ticketId).execute();
  }
  return written;
}

async function insertTicket(
  trx: Trx,
  { ticket, replies }: Portion,
  { html, excerpt, language, body, complete }: PreparedText,
  now: number,
): Promise<KnownPost> {
  const { kind, title, status, createdAt, votes } = ticket;
  const phase = phaseOf(kind, status.key);
  if (!phase) throw new Error(`a ${kind} has no status ${status.key}`);
  if (needsReason(phase) && !status.reason) throw new Error(`${status.key} needs a reason`);
  const isUnanswered = !ticket.replies.some((reply) => reply.kind === "answer");
  const waits = kind !== "thanks" && (phase === "new" || phase === "working") && isUnanswered;

  const row = await trx
    .insertInto("tickets")
    .values({
      kind,
      title,
      slug: ticketSlug(title, { kind, language }),
      body,
      html,
      excerpt,
      language,
      status: status.key,
      phase,
      status_reason: status.reason,
      status_changed_at: status.since,
      visibility: "public",
      moderation: "published",
      published_at: createdAt,
      requester_name: ticket.authorName,
      waiting_since: waits ? createdAt : null,
      answer_excerpt: shownExcerpt({ ticket, replies }),
      base_votes: votes,
      vote_count: votes,
      reply_count: replies.length,
      created_at: createdAt,
      edited_at: ticket.editedAt,
      last_activity_at: ticket.lastActivityAt,
      public_changed_at: lastChange({ ticket, replies }),
      imported_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();

  await moveCount(trx, undefined, row);
  if (status.key !== firstStatus(kind)) {
    const details = { from: firstStatus(kind), to: status.key };
    await addEvent(trx, { ticketId: row.id, type: "status", reason: status.reason, details, now: status.since });
  }
  if (!complete) await enqueue(trx, "render a text again", { ticketId: row.id }, now);
  return { ticketId: row.id, slug: row.slug, title, replyId: null };
}

async function insertReply(
  trx: Trx,
  ticketId: number,
  reply: ReplyToImport,
  { html, excerpt, language, body, complete }: PreparedText,
  inReplyToId: number | null,
  now: number,
): Promise<number> {
  const id = await insertRowWithId(trx, "replies", {
    ticket_id: ticketId,
    in_reply_to_id: inReplyToId,
    kind: reply.kind,
    body,
    html,
    excerpt,
    language,
    author_name: reply.authorName,
    by_requester: reply.byRequester ? 1 : 0,
    moderation: "published",
    // When it was accepted nobody has written down.
    accepted_at: reply.isAccepted ? reply.createdAt : null,
    base_votes: reply.votes,
    vote_count: reply.votes,
    created_at: reply.createdAt,
    edited_at: reply.editedAt,
    imported_at: now,
  });
  if (!complete) await enqueue(trx, "render a text again", { ticketId, replyId: id }, now);
  return id;
}

/** The rest of a long thread, or what a newer file has brought. What has happened here since stands. */
async function addToTicket(
  trx: Trx,
  ticketId: number,
  portion: Pick<Portion, "ticket" | "replies">,
  { acceptedId, now }: { acceptedId: number | null | undefined; now: number },
): Promise<void> {
  const row = await lockTicket(trx, ticketId);
  const change = {
    reply_count: row.reply_count + portion.replies.length,
    accepted_reply_id: row.accepted_reply_id ?? acceptedId ?? null,
    answer_excerpt: row.answer_excerpt ?? shownExcerpt(portion),
    last_activity_at: Math.max(row.last_activity_at, portion.ticket.lastActivityAt),
    public_changed_at: Math.max(row.public_changed_at, lastChange(portion)),
    imported_at: now,
  };
  await changeTicket(trx, row, change, { now, seenBy: "team" });
}

function shownExcerpt({ ticket, replies }: Pick<Portion, "ticket" | "replies">): string | null {
  return replies.find(({ reply }) => reply.externalId === ticket.shownAnswer)?.text.excerpt ?? null;
}

function lastChange({ ticket, replies }: Pick<Portion, "ticket" | "replies">): number {
  return Math.max(ticket.lastActivityAt, ...replies.map(({ reply }) => reply.editedAt ?? reply.createdAt));
}

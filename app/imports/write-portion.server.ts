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
import { keepOldPaths } from "./keep-old-paths.server.ts";
import type { KnownPost } from "./known-posts.server.ts";
import { ownFiles } from "./take-file.server.ts";

/** What is written at once: a ticket with the first of its replies, or more replies to one that is here. */
export interface Portion {
  ticket: TicketToImport;
  /** The ticket's own text; undefined where it is here already. */
  opening: TextWithFiles | undefined;
  replies: { reply: ReplyToImport; text: TextWithFiles }[];
}

/** With the numbers of the files that stand in it. */
export type TextWithFiles = PreparedText & { files: number[] };

/** What the words of the old forum lead to here. */
export interface Place {
  source: string;
  known: ReadonlyMap<string, KnownPost>;
  /** The team's accounts by e-mail. */
  team: ReadonlyMap<string, number>;
  /** By name. */
  categories: ReadonlyMap<string, number>;
  now: number;
}

/**
 * Writes one portion and returns what has become of its posts, by external id. A new ticket is not in the search index
 * yet; more replies to one that is here are.
 */
export async function writePortion(trx: Trx, portion: Portion, context: Place): Promise<Map<string, KnownPost>> {
  const { source, known, now } = context;
  const { ticket, opening, replies } = portion;
  const written = new Map<string, KnownPost>();
  const find = (externalId: string) => written.get(externalId) ?? known.get(externalId);

  if (opening) written.set(ticket.externalId, await insertTicket(trx, portion, opening, context));
  const place = find(ticket.externalId);
  if (!place) throw new Error(`${ticket.externalId} has replies but is not here`);

  for (const { reply, text } of replies) {
    const inReplyTo = reply.inReplyTo === undefined ? undefined : find(reply.inReplyTo)?.replyId;
    const replyId = await insertReply(trx, place.ticketId, reply, text, inReplyTo ?? null, context);
    written.set(reply.externalId, { ...place, replyId, isPublic: place.isPublic && reply.kind !== "note" });
  }
  for (const [externalId, { ticketId, replyId }] of written) {
    await insertRow(trx, "imported_posts", { source, external_id: externalId, ticket_id: ticketId, reply_id: replyId });
  }

  const acceptedId = written.get(replies.find(({ reply }) => reply.isAccepted)?.reply.externalId ?? "")?.replyId;
  const officialId = written.get(replies.find(isOfficial)?.reply.externalId ?? "")?.replyId;
  if (!opening) await addToTicket(trx, place.ticketId, portion, { acceptedId, officialId, now });
  else if (acceptedId || officialId) {
    await trx
      .updateTable("tickets")
      .set({ accepted_reply_id: acceptedId, official_reply_id: officialId })
      .where("id", "=", place.ticketId)
      .execute();
  }
  return written;
}

const isOfficial = ({ reply }: Portion["replies"][number]) =>
  reply.isOfficial === true && reply.team !== undefined && reply.kind !== "note";

async function insertTicket(
  trx: Trx,
  { ticket, replies }: Portion,
  { html, excerpt, language, body, complete, files }: TextWithFiles,
  { categories, now }: Place,
): Promise<KnownPost> {
  const { kind, title, status, createdAt, votes, visibility } = ticket;
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
      visibility,
      moderation: "published",
      published_at: visibility === "public" ? createdAt : null,
      category_id: categories.get(ticket.category ?? "") ?? null,
      requester_name: ticket.authorName,
      waiting_since: waits ? createdAt : null,
      ...shownAnswer({ ticket, replies }),
      ...teamReply(replies),
      base_votes: votes,
      vote_count: votes,
      reply_count: countRead(replies),
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
  await ownFiles(trx, files, { ticket_id: row.id });
  await keepOldPaths(trx, ticket.oldPaths ?? [], { ticket_id: row.id });
  return {
    ...{ ticketId: row.id, slug: row.slug, title, replyId: null, replyCount: ticket.replies.length },
    isPublic: visibility === "public",
  };
}

async function insertReply(
  trx: Trx,
  ticketId: number,
  reply: ReplyToImport,
  { html, excerpt, language, body, complete, files }: TextWithFiles,
  inReplyToId: number | null,
  { team, now }: Place,
): Promise<number> {
  const agentId = team.get(reply.team?.email ?? "") ?? null;
  const id = await insertRowWithId(trx, "replies", {
    ticket_id: ticketId,
    in_reply_to_id: inReplyToId,
    kind: reply.kind,
    body,
    html,
    excerpt,
    language,
    agent_id: agentId,
    // An account has a name of its own.
    author_name: agentId === null ? reply.authorName : null,
    by_requester: reply.byRequester && agentId === null ? 1 : 0,
    moderation: "published",
    official_at: reply.isOfficial && agentId !== null && reply.kind !== "note" ? reply.createdAt : null,
    // When it was accepted nobody has written down.
    accepted_at: reply.isAccepted ? reply.createdAt : null,
    base_votes: reply.votes,
    vote_count: reply.votes,
    created_at: reply.createdAt,
    edited_at: reply.editedAt,
    imported_at: now,
  });
  if (!complete) await enqueue(trx, "render a text again", { ticketId, replyId: id }, now);
  await ownFiles(trx, files, { reply_id: id });
  return id;
}

/** The rest of a long thread, or what a newer file has brought. What has happened here since stands. */
async function addToTicket(
  trx: Trx,
  ticketId: number,
  portion: Pick<Portion, "ticket" | "replies">,
  added: { acceptedId: number | null | undefined; officialId: number | null | undefined; now: number },
): Promise<void> {
  const { acceptedId, officialId, now } = added;
  const row = await lockTicket(trx, ticketId);
  const { has_team_reply, first_answer_at } = teamReply(portion.replies);
  const change = {
    reply_count: row.reply_count + countRead(portion.replies),
    accepted_reply_id: row.accepted_reply_id ?? acceptedId ?? null,
    official_reply_id: row.official_reply_id ?? officialId ?? null,
    has_team_reply: Math.max(row.has_team_reply, has_team_reply),
    first_answer_at: row.first_answer_at ?? first_answer_at,
    ...(row.answer_excerpt === null && shownAnswer(portion)),
    last_activity_at: Math.max(row.last_activity_at, portion.ticket.lastActivityAt),
    public_changed_at: Math.max(row.public_changed_at, lastChange(portion)),
    imported_at: now,
  };
  await changeTicket(trx, row, change, { now, seenBy: "team" });
}

type Replies = Portion["replies"];

function shownAnswer({ ticket, replies }: Pick<Portion, "ticket" | "replies">) {
  const shown = replies.find(({ reply }) => reply.externalId === ticket.shownAnswer);
  return { answer_excerpt: shown?.text.excerpt ?? null, answer_by_team: shown?.reply.team ? 1 : 0 };
}

/** Notes are not counted: their number would tell that they are there. */
function countRead(replies: Replies): number {
  return replies.filter(({ reply }) => reply.kind !== "note").length;
}

function teamReply(replies: Replies) {
  const first = replies.find(({ reply }) => reply.team !== undefined && reply.kind !== "note")?.reply;
  return { has_team_reply: first ? 1 : 0, first_answer_at: first?.createdAt ?? null };
}

function lastChange({ ticket, replies }: Pick<Portion, "ticket" | "replies">): number {
  const read = replies.filter(({ reply }) => reply.kind !== "note");
  return Math.max(ticket.lastActivityAt, ...read.map(({ reply }) => reply.editedAt ?? reply.createdAt));
}

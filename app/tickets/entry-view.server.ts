import type { ReplyRow, TicketEventRow } from "#db/schema.ts";
import type { FilesByText } from "~/files/list-files.server.ts";
import type { Locale } from "~/i18n/locale.ts";
import type { Viewer } from "~/people/viewer.ts";
import type { StatusLabels } from "~/site/site.ts";
import { statusView } from "./status.ts";
import { type Kind, phaseOf } from "./ticket.ts";
import type { EventDetails, EventType } from "./ticket-event.ts";
import type { EventView, ReplyView } from "./ticket-page.ts";
import type { Rights } from "./viewing.ts";

/** What a page says of a reply, but for its text's source. */
export const REPLY_COLUMNS = [
  ...(["replies.id", "replies.ticket_id", "replies.origin_ticket_id", "replies.in_reply_to_id"] as const),
  ...(["replies.kind", "replies.html", "replies.language"] as const),
  ...(["replies.visitor_id", "replies.agent_id", "replies.author_name", "replies.by_requester"] as const),
  ...(["replies.moderation", "replies.restricted_at", "replies.removed_at"] as const),
  ...(["replies.official_at", "replies.accepted_at", "replies.answer_ms", "replies.vote_count"] as const),
  ...(["replies.created_at", "replies.edited_at"] as const),
] as const;

type Column = (typeof REPLY_COLUMNS)[number] extends `replies.${infer Name}` ? Name & keyof ReplyRow : never;

/** `body` is there only for who may change it. */
export type ReplyWithAgent = Pick<ReplyRow, Column> & { body: string | null; agent_name: string | null };
export type EventRow = TicketEventRow & { agent_name: string | null };

/** A reply as this viewer may see it. */
export function replyView(
  reply: ReplyWithAgent,
  { viewer, rights, votes, files }: { viewer: Viewer; rights: Rights; votes: Set<string>; files: FilesByText },
): ReplyView {
  const isOwn =
    (viewer.visitor !== null && reply.visitor_id === viewer.visitor.id) ||
    (viewer.agent !== null && reply.agent_id === viewer.agent.id);
  return {
    type: "reply",
    id: reply.id,
    kind: reply.kind,
    html: reply.html,
    body: isOwn || rights.isAgent ? reply.body : null,
    files: files.get(`reply ${reply.id}`) ?? [],
    language: reply.language,
    author: {
      name: reply.agent_name ?? reply.author_name,
      isTeam: reply.agent_id !== null,
      isRequester: reply.by_requester === 1,
    },
    createdAt: reply.created_at,
    editedAt: reply.edited_at,
    answerMs: reply.answer_ms,
    isOfficial: reply.official_at !== null,
    isAccepted: reply.accepted_at !== null,
    isRemoved: reply.removed_at !== null,
    isHeld: reply.moderation === "held",
    isRestricted: reply.restricted_at !== null,
    voteCount: reply.vote_count,
    hasVoted: votes.has(`reply ${reply.id}`),
    isOwn,
    inReplyTo: reply.in_reply_to_id,
    originTicket: reply.origin_ticket_id,
  };
}

/** A line of history in the words of `locale`. */
export function eventView(event: EventRow, kind: Kind, locale: Locale, labels: StatusLabels): EventView {
  const details: EventDetails = event.details ? JSON.parse(event.details) : {};
  const to = event.type === "status" ? details.to : undefined;
  return {
    type: "event",
    id: event.id,
    event: event.type as EventType,
    isPublic: event.public === 1,
    agentName: event.agent_name,
    byVisitor: event.visitor_id !== null,
    reason: event.reason,
    details,
    status: to ? statusView(to, phaseOf(kind, to) ?? "working", locale, labels) : null,
    createdAt: event.created_at,
  };
}

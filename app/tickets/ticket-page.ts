import type { FileView } from "~/files/attachment.ts";
import type { LinkedArticle } from "./linked-article.ts";
import type { Status } from "./status.ts";
import type { Kind, ReplyKind, Visibility } from "./ticket.ts";
import type { EventDetails, EventType } from "./ticket-event.ts";
import type { Rights } from "./viewing.ts";

/** Everything that a ticket's page shows to one viewer, and nothing else. */
export interface TicketView {
  id: number;
  slug: string;
  kind: Kind;
  title: string;
  html: string;
  /** The text as written; only for those who may edit it. */
  body: string | null;
  excerpt: string;
  files: FileView[];
  language: string;
  author: Author;
  createdAt: number;
  editedAt: number | null;
  status: Status;
  statusReason: string | null;
  statusChangedAt: number;
  statusBy: string | null;
  category: { slug: string; name: string } | null;
  categoryId: number | null;
  assignee: string | null;
  assigneeId: number | null;
  visibility: Visibility;
  isHeld: boolean;
  isRestricted: boolean;
  /** Search engines may keep it. */
  isIndexed: boolean;
  removed: { at: number; as: "by_author" | "by_team" | "spam" } | null;
  voteCount: number;
  hasVoted: boolean;
  replyCount: number;
  /** Of these, those that try to solve it, and the one that did. */
  answerCount: number;
  firstAnswerMs: number | null;
  waitingSince: number | null;
  publicationAskedAt: number | null;
  version: number;
  /** The last change that a stranger can see. */
  publicChangedAt: number;
  /** Stands above the thread: the official answer, else the one that helped. */
  pinned: ReplyView | null;
  entries: Entry[];
  merged: MergedView[];
  /** What the knowledge base says about it. */
  articles: LinkedArticle[];
  /** The article that it was written from; for its author and the team. */
  askedFrom: LinkedArticle | null;
  /** `after` of the next page of the thread, or null on the last. */
  next: number | null;
  /** `after` of the page before this one; null where that is the first, or this one is. */
  previous: number | null;
  /** The first page, or one further on. */
  isFirstPage: boolean;
  /** The reply behind which this page of the thread begins; null on the first. */
  after: number | null;
  rights: Rights;
}

export interface Author {
  name: string | null;
  /** The team's own. */
  isTeam: boolean;
  isRequester: boolean;
}

export interface ReplyView {
  type: "reply";
  id: number;
  kind: ReplyKind;
  html: string;
  /** The text as written; only for those who may edit it. */
  body: string | null;
  files: FileView[];
  language: string;
  author: Author;
  createdAt: number;
  editedAt: number | null;
  answerMs: number | null;
  isOfficial: boolean;
  isAccepted: boolean;
  isRemoved: boolean;
  isHeld: boolean;
  /** Readable, but not for feeds and search engines. */
  isRestricted: boolean;
  voteCount: number;
  hasVoted: boolean;
  /** Written by this browser, or by this agent. */
  isOwn: boolean;
  inReplyTo: number | null;
  /** The duplicate it came from. */
  originTicket: number | null;
}

export interface EventView {
  type: "event";
  id: number;
  event: EventType;
  isPublic: boolean;
  /** Who did it: an agent's name, or null for the requester and for the rules of the site. */
  agentName: string | null;
  byVisitor: boolean;
  reason: string | null;
  details: EventDetails;
  status: Status | null;
  createdAt: number;
}

/** The text of a duplicate, kept readable in the thread of its original. */
export interface MergedView {
  id: number;
  title: string;
  html: string;
  files: FileView[];
  language: string;
  authorName: string | null;
  createdAt: number;
  canUndo: boolean;
}

export type Entry = ReplyView | EventView;

/** Whether a reply stands on this page of its thread; the pinned one is on the first. */
export function isOnThisPage({ isFirstPage, pinned, entries }: TicketView, reply: number): boolean {
  return (isFirstPage && pinned?.id === reply) || entries.some((entry) => entry.type === "reply" && entry.id === reply);
}

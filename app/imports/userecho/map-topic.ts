import type { Kind } from "~/tickets/ticket.ts";
import { limits } from "~/tickets/ticket.ts";
import { type Cause, kindOf, statusOf, statusWithout, type WordMap } from "../former-words.ts";
import type { ReadBody, ReplyToImport, TeamMember, TicketToImport } from "../import.ts";
import { oneLine, publicName } from "../one-line.ts";
import type { Comment, Topic } from "./outline.ts";
import { isPublicComment } from "./privacy.ts";
import type { UserRow } from "./rows.ts";

export interface MapContext {
  userOf(id: string | undefined): UserRow | undefined;
  /** Undefined for everybody else. */
  teamMember(author: Author): TeamMember | undefined;
  isPublic(topic: Topic): boolean;
  /** The name of its category, as far as everybody may read it. */
  categoryOf(topic: Topic): string | undefined;
  oldPathsOf(topic: Topic): string[];
  reasonOf(cause: Cause): string;
  readTopic(topic: Topic): ReadBody;
  readComment(comment: Comment): ReadBody;
  /** Undefined where there is none. */
  readOfficialAnswer(topic: Topic): ReadBody | undefined;
  /** The title of a topic without one. */
  titleOf(topic: Topic): string;
  words: WordMap;
}

export interface Author {
  id: string | undefined;
  name: string | undefined;
  /** Lower case. */
  email: string | undefined;
}

/** A topic with its comments as a ticket. */
export function mapTopic(topic: Topic, context: MapContext): TicketToImport {
  const createdAt = topic.created;
  const kind = kindOf(topic.type, context.words) ?? "question";
  const replies = repliesOf(topic, context);
  const read = replies.filter((reply) => reply.kind !== "note");
  const byTeam = read.filter(({ team }) => team !== undefined);
  const lastActivityAt = Math.max(createdAt, ...read.map((reply) => reply.createdAt));
  return {
    externalId: `topic:${topic.id}`,
    kind,
    title: oneLine(context.titleOf(topic), limits.title),
    readBody: context.readTopic(topic),
    authorName: publicName(authorOf(topic, context).name, limits.name),
    visibility: context.isPublic(topic) ? "public" : "private",
    category: context.categoryOf(topic),
    status: mapStatus(topic, kind, { byTeam, lastActivityAt }, context),
    votes: Math.max(0, Math.round(topic.vote_diff ?? topic.vote_count ?? topic.votes ?? 0)),
    createdAt,
    editedAt: null,
    lastActivityAt,
    replies,
    shownAnswer: (byTeam.find(({ isOfficial }) => isOfficial) ?? byTeam[0])?.externalId,
    oldPaths: context.oldPathsOf(topic),
  };
}

function mapStatus(
  { status, created, updated }: Topic,
  kind: Kind,
  { byTeam, lastActivityAt }: { byTeam: ReplyToImport[]; lastActivityAt: number },
  { words, reasonOf }: MapContext,
): TicketToImport["status"] {
  const said = statusOf(status, kind, words);
  if (said) {
    const since = Math.max(created, updated ?? lastActivityAt);
    return { key: said.key, since, reason: said.cause ? reasonOf(said.cause) : null };
  }
  const since = byTeam[0]?.createdAt ?? created;
  return { key: statusWithout(kind, byTeam.length > 0), since, reason: null };
}

function repliesOf(topic: Topic, context: MapContext): ReplyToImport[] {
  const comments = topic.comments.map((comment) => mapComment(comment, topic, context));
  const official = comments.findLast(({ isOfficial }) => isOfficial);
  for (const comment of comments) comment.isOfficial = comment === official;
  const readBody = context.readOfficialAnswer(topic);
  return [...comments, ...(readBody ? [officialNote(topic, readBody)] : [])].sort((a, b) => a.createdAt - b.createdAt);
}

function mapComment(comment: Comment, topic: Topic, context: MapContext): ReplyToImport {
  const author = authorOf(comment, context);
  const asker = authorOf(topic, context);
  const team = context.teamMember(author);
  const byRequester = author.id !== undefined && author.id === asker.id;
  const isRead = isPublicComment(comment);
  const kind = team && !byRequester ? "answer" : "comment";
  return {
    externalId: `comment:${comment.id}`,
    kind: isRead ? kind : "note",
    inReplyTo: undefined,
    readBody: context.readComment(comment),
    authorName: publicName(author.name, limits.name),
    team,
    isOfficial: isRead && comment.is_official === true && team !== undefined,
    byRequester,
    isAccepted: false,
    votes: Math.max(0, Math.round(comment.vote_diff ?? 0)),
    createdAt: Math.max(comment.created, topic.created),
    editedAt: null,
  };
}

/** The first version kept the team's word at the topic, and nothing there says that it is for everybody. */
function officialNote(topic: Topic, readBody: ReadBody): ReplyToImport {
  return {
    externalId: `official:${topic.id}`,
    kind: "note",
    inReplyTo: undefined,
    readBody,
    authorName: null,
    byRequester: false,
    isAccepted: false,
    votes: 0,
    createdAt: Math.max(topic.created, topic.updated ?? 0),
    editedAt: null,
  };
}

/** Who wrote it: the row of users.json, else what stands at the row itself. */
export function authorOf(
  { author_id, author }: Pick<Topic | Comment, "author_id" | "author">,
  { userOf }: Pick<MapContext, "userOf">,
): Author {
  const id = author_id ?? author?.id;
  const user = userOf(id);
  return {
    id,
    name: user?.name || author?.name,
    email: (user?.email || author?.email)?.trim().toLowerCase() || undefined,
  };
}

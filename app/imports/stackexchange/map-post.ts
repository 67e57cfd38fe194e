import { limits } from "~/tickets/ticket.ts";
import type { ReplyToImport, TicketToImport } from "../import.ts";
import { oneLine } from "../one-line.ts";
import type { CommentRow, PostRow } from "./rows.ts";
import { type Cause, kindOf, statusOf } from "./status-of.ts";

export interface CommentFacts extends CommentRow {
  readText(): Promise<string>;
}
export interface PostFacts extends PostRow {
  comments: CommentFacts[];
  readText(): Promise<string>;
}
export interface QuestionFacts extends PostFacts {
  Title: string;
  answers: PostFacts[];
}

interface Context {
  /** Of a user's id; undefined where the account is gone. */
  nameOf(userId: number): string | undefined;
  reasonOf(cause: Cause): string;
}

/** A question of the dump with everything under it as a ticket. */
export function mapQuestion(question: QuestionFacts, context: Context): TicketToImport {
  const answers = inOrder(question.answers);
  const accepted = answers.find(({ Id }) => Id === question.AcceptedAnswerId);
  const kind = kindOf(question.Tags);
  const createdAt = question.CreationDate;
  const lastActivityAt = Math.max(createdAt, question.LastActivityDate ?? latest(answers));
  const status = statusOf({
    tags: question.Tags,
    createdAt,
    lastActivityAt,
    closedAt: question.ClosedDate,
    acceptedAnswer: accepted && { createdAt: accepted.CreationDate },
    answers: answers.map(({ CreationDate, Score }) => ({ createdAt: CreationDate, score: Score })),
  });
  const shown = accepted ?? [...answers].sort((a, b) => b.Score - a.Score)[0];

  return {
    externalId: `post:${question.Id}`,
    kind,
    title: oneLine(question.Title, limits.title),
    readBody: question.readText,
    authorName: authorName(question.OwnerUserId, question.OwnerDisplayName, context),
    visibility: "public",
    status: {
      key: status.key,
      since: Math.max(status.since, createdAt),
      reason: status.cause ? context.reasonOf(status.cause) : null,
    },
    votes: Math.max(0, question.Score),
    createdAt,
    editedAt: question.LastEditDate ?? null,
    lastActivityAt,
    replies: [
      ...inOrder(question.comments).map((comment) => mapComment(comment, question, undefined, context)),
      ...answers.map((answer) => mapAnswer(answer, question, answer === accepted, context)),
      ...answers.flatMap((answer) =>
        inOrder(answer.comments).map((comment) => mapComment(comment, question, answer, context)),
      ),
      // The sort keeps an answer before a comment of the same moment.
    ].sort((a, b) => a.createdAt - b.createdAt),
    shownAnswer: shown && `post:${shown.Id}`,
  };
}

function mapAnswer(answer: PostFacts, question: PostRow, isAccepted: boolean, context: Context): ReplyToImport {
  return {
    externalId: `post:${answer.Id}`,
    kind: "answer",
    inReplyTo: undefined,
    readBody: answer.readText,
    authorName: authorName(answer.OwnerUserId, answer.OwnerDisplayName, context),
    byRequester: isSame(authorKey(answer), authorKey(question)),
    isAccepted,
    votes: Math.max(0, answer.Score),
    createdAt: answer.CreationDate,
    editedAt: answer.LastEditDate ?? null,
  };
}

function mapComment(
  comment: CommentFacts,
  question: PostRow,
  answer: PostRow | undefined,
  context: Context,
): ReplyToImport {
  const author = { OwnerUserId: comment.UserId, OwnerDisplayName: comment.UserDisplayName };
  return {
    externalId: `comment:${comment.Id}`,
    kind: "comment",
    inReplyTo: answer && `post:${answer.Id}`,
    readBody: comment.readText,
    authorName: authorName(comment.UserId, comment.UserDisplayName, context),
    byRequester: isSame(authorKey(author), authorKey(question)),
    isAccepted: false,
    votes: Math.max(0, comment.Score),
    // Posts that were moved from another site can be younger than their comments.
    createdAt: Math.max(comment.CreationDate, answer?.CreationDate ?? question.CreationDate),
    editedAt: null,
  };
}

function inOrder<Entry extends { CreationDate: number; Id: number }>(entries: Entry[]): Entry[] {
  return [...entries].sort((a, b) => a.CreationDate - b.CreationDate || a.Id - b.Id);
}

function latest(answers: PostRow[]): number {
  return Math.max(0, ...answers.map(({ CreationDate }) => CreationDate));
}

/** Null for an account that is gone, unless the dump still has the name somebody chose ("user39" is nobody's choice). */
function authorName(userId: number | undefined, left: string | undefined, { nameOf }: Context): string | null {
  const name = (userId === undefined ? undefined : nameOf(userId)) ?? left;
  if (!name || (userId === undefined && /^user\d+$/.test(name))) return null;
  return oneLine(name, limits.name) || null;
}

function authorKey(post: { OwnerUserId?: number | undefined; OwnerDisplayName?: string | undefined }) {
  return post.OwnerUserId ?? post.OwnerDisplayName;
}

/** Two authors of whom nothing is known are not the same one. */
function isSame(a: number | string | undefined, b: number | string | undefined): boolean {
  return a !== undefined && a === b;
}

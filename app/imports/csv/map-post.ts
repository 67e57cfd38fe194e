import { limits } from "~/tickets/ticket.ts";
import { type Cause, kindOf, statusOf, statusWithout, type WordMap } from "../former-words.ts";
import type { ReadBody, ReplyToImport, TeamMember, TicketToImport } from "../import.ts";
import { oneLine, publicName } from "../one-line.ts";
import type { Comment, Post } from "./outline.ts";

const LONGEST_CATEGORY = 60;

interface MapContext {
  teamEmails: ReadonlySet<string>;
  words: WordMap;
  commentsSayVisibility: boolean;
  oldPath: string | undefined;
  reasonOf(cause: Cause): string;
  readBody(text: Pick<Post, "body" | "body_html">): ReadBody;
}

/** Only an exact `public` is public; a post that its forum had not let through is not. */
function isPublic({ visibility, moderation }: Post): boolean {
  return visibility === "public" && ["", "published", "approved"].includes(moderation);
}

/** A row of posts.csv with its comments and notes as a ticket. */
export function mapPost(post: Post, context: MapContext): TicketToImport {
  const { words, oldPath } = context;
  const kind = kindOf({ name: post.type }, words) ?? "question";
  const replies = repliesOf(post, context);
  const read = replies.filter((reply) => reply.kind !== "note");
  const byTeam = read.filter(({ team }) => team !== undefined);
  const lastActivityAt = Math.max(post.created_at, ...read.map(({ createdAt }) => createdAt));
  const said = statusOf(post.status ? { name: post.status } : undefined, kind, words);
  return {
    externalId: `post:${post.id}`,
    kind,
    title: oneLine(post.title, limits.title),
    readBody: context.readBody(post),
    authorName: publicName(post.author_name, limits.name),
    visibility: isPublic(post) ? "public" : "private",
    category: oneLine(post.category || post.board, LONGEST_CATEGORY) || undefined,
    status: said
      ? { key: said.key, since: lastActivityAt, reason: said.cause ? context.reasonOf(said.cause) : null }
      : { key: statusWithout(kind, byTeam.length > 0), since: byTeam[0]?.createdAt ?? post.created_at, reason: null },
    votes: Math.max(0, post.vote_count, post.voters.size),
    createdAt: post.created_at,
    editedAt: null,
    lastActivityAt,
    replies,
    shownAnswer: (byTeam.find(({ isOfficial }) => isOfficial) ?? byTeam[0])?.externalId,
    oldPaths: oldPath ? [oldPath] : [],
  };
}

function repliesOf(post: Post, context: MapContext): ReplyToImport[] {
  const comments = [...post.comments].sort((a, b) => a.created_at - b.created_at);
  const replies = comments.map((comment) => mapComment(comment, post, context));
  const official = replies.findLast(({ isOfficial }) => isOfficial);
  const read = new Set(replies.filter(({ kind }) => kind !== "note").map(({ externalId }) => externalId));
  for (const reply of replies) {
    reply.isOfficial = reply === official;
    // A reply to a note would tell that it is there.
    if (!read.has(reply.inReplyTo ?? "")) reply.inReplyTo = undefined;
  }
  return replies;
}

function mapComment(comment: Comment, post: Post, context: MapContext): ReplyToImport {
  const { author_name, author_email, is_staff, is_official } = comment;
  const name = publicName(author_name, limits.name);
  const isTeam =
    author_email !== "" && (context.teamEmails.has(author_email) || ((is_staff || comment.isNote) && name !== null));
  const team: TeamMember | undefined = isTeam ? { email: author_email, name: name ?? "" } : undefined;
  const isSame =
    author_email === "" ? author_name !== "" && author_name === post.author_name : author_email === post.author_email;
  const isNote = comment.isNote || (context.commentsSayVisibility && comment.visibility !== "public");
  return {
    externalId: comment.externalId,
    kind: isNote ? "note" : team && !isSame ? "answer" : "comment",
    inReplyTo: comment.parent_id ? `comment:${comment.parent_id}` : undefined,
    readBody: context.readBody(comment),
    authorName: name,
    team,
    isOfficial: is_official && team !== undefined && !isNote,
    byRequester: isSame,
    isAccepted: false,
    votes: 0,
    createdAt: Math.max(comment.created_at, post.created_at),
    editedAt: null,
  };
}

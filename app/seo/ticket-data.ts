import type { Answer, Comment, DiscussionForumPosting, Person, QAPage, Question } from "schema-dts";
import { localeFor } from "~/i18n/locale.ts";
import { type Words, wordsIn } from "~/i18n/words.ts";
import { beginningOf } from "~/markdown/excerpt.ts";
import type { Site } from "~/site/site.ts";
import type { Author, ReplyView, TicketView } from "~/tickets/ticket-page.ts";
import { ticketPath, ticketsPath } from "~/urls.ts";
import { breadcrumbs, isoTime, structuredData } from "./structured-data.ts";

/**
 * So many characters of a text are told: the page has all of it, and search engines show the first sentences. A long
 * thread would otherwise send each word twice; the more replies, the less of each.
 */
const MOST_OF_TICKET = 1_000;
const MOST_OF_ALL_REPLIES = 4_000;
const LEAST_OF_REPLY = 160;
const MOST_OF_REPLY = 500;

interface Telling {
  ticket: TicketView;
  site: Site;
  t: Words;
  /** The absolute address of the ticket's first page. */
  url: string;
  replies: Told[];
}

/** A reply, and the first words of it. */
type Told = ReplyView & { words: string };

/**
 * A ticket for search engines, made of what its page shows: a question or problem is a QAPage, whose first page only is
 * marked up; everything else is a posting with comments (developers.google.com/search/docs/appearance/structured-data).
 */
export function ticketData(ticket: TicketView, site: Site): string | undefined {
  const t = wordsIn(localeFor(ticket.language, site.locale));
  const isAsked = ticket.kind === "question" || ticket.kind === "problem";
  if (isAsked && !ticket.isFirstPage) return undefined;
  const telling = { ticket, site, t, url: `${site.origin}${ticketPath(ticket)}`, replies: publicReplies(ticket) };
  const way = [
    { name: t("tickets:list.title"), path: ticketsPath() },
    { name: t(`tickets:kinds.${ticket.kind}`), path: ticketsPath({ kind: ticket.kind }) },
    ...(ticket.category ? [{ name: ticket.category.name, path: ticketsPath({ category: ticket.category.slug }) }] : []),
    { name: ticket.title, path: ticketPath(ticket) },
  ];
  return structuredData(isAsked ? qaPage(telling) : posting(telling), ...breadcrumbs(site.origin, way));
}

function qaPage(telling: Telling): QAPage {
  const { ticket, replies } = telling;
  const answers = replies.filter(isAnswer);
  const accepted = answers.filter(({ isAccepted }) => isAccepted).map((reply) => answer(reply, telling));
  const suggested = answers.filter(({ isAccepted }) => !isAccepted).map((reply) => answer(reply, telling));
  const comments = replies.filter((reply) => !isAnswer(reply)).map((reply) => comment(reply, telling));
  const question: Question = {
    "@type": "Question",
    name: ticket.title,
    text: beginningOf(ticket.html, MOST_OF_TICKET) || ticket.title,
    author: person(ticket.author, telling),
    ...dates(ticket),
    upvoteCount: ticket.voteCount,
    answerCount: ticket.answerCount,
    commentCount: ticket.replyCount - ticket.answerCount,
    // An empty list would say that there are answers.
    ...(accepted.length > 0 && { acceptedAnswer: accepted }),
    ...(suggested.length > 0 && { suggestedAnswer: suggested }),
    ...(comments.length > 0 && { comment: comments }),
  };
  return { "@type": "QAPage", mainEntity: question };
}

function posting(telling: Telling): DiscussionForumPosting {
  const { ticket, url, replies } = telling;
  const comments = replies.map((reply) => comment(reply, telling));
  return {
    "@type": "DiscussionForumPosting",
    headline: ticket.title,
    text: beginningOf(ticket.html, MOST_OF_TICKET) || ticket.title,
    url,
    author: person(ticket.author, telling),
    ...dates(ticket),
    commentCount: ticket.replyCount,
    interactionStatistic: {
      "@type": "InteractionCounter",
      interactionType: { "@type": "LikeAction" },
      userInteractionCount: ticket.voteCount,
    },
    ...(comments.length > 0 && { comment: comments }),
  };
}

function answer(reply: Told, telling: Telling): Answer {
  return { "@type": "Answer", ...said(reply, telling), upvoteCount: reply.voteCount };
}

function comment(reply: Told, telling: Telling): Comment {
  return { "@type": "Comment", ...said(reply, telling) };
}

function said(reply: Told, telling: Telling) {
  return {
    text: reply.words,
    url: `${telling.url}#reply-${reply.id}`,
    author: person(reply.author, telling),
    ...dates(reply),
  };
}

function dates({ createdAt, editedAt }: { createdAt: number; editedAt: number | null }) {
  return { datePublished: isoTime(createdAt), ...(editedAt !== null && { dateModified: isoTime(editedAt) }) };
}

/** By the name that the page shows; nobody here has a page of their own. */
function person({ name, isTeam }: Author, { site, t }: Telling): Person {
  if (name && isTeam) return { "@type": "Person", name: t("tickets:team_member", { name, site: site.name }) };
  return { "@type": "Person", name: name ?? t("tickets:guest") };
}

/** What was marked as the one that helped is an answer, whatever it was meant to be. */
const isAnswer = ({ kind, isAccepted }: ReplyView) => kind === "answer" || isAccepted;

/** The replies on this page that everybody reads, each once. */
function publicReplies({ pinned, entries }: TicketView): Told[] {
  const replies = new Map<number, ReplyView>();
  for (const entry of [pinned, ...entries]) {
    if (entry?.type !== "reply" || entry.kind === "note" || entry.isRemoved || entry.isHeld || entry.isRestricted)
      continue;
    replies.set(entry.id, entry);
  }
  const most = Math.min(MOST_OF_REPLY, Math.max(LEAST_OF_REPLY, Math.round(MOST_OF_ALL_REPLIES / replies.size)));
  return [...replies.values()]
    .map((reply) => ({ ...reply, words: beginningOf(reply.html, most) }))
    .filter(({ words }) => words)
    .sort((one, other) => one.createdAt - other.createdAt);
}

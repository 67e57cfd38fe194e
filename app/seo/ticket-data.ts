import type { Answer, Comment, DiscussionForumPosting, Person, QAPage, Question } from "schema-dts";
import { localeFor } from "~/i18n/locale.ts";
import { type Words, wordsIn } from "~/i18n/words.ts";
import { textOf } from "~/markdown/excerpt.ts";
import type { Site } from "~/site/site.ts";
import type { Author, ReplyView, TicketView } from "~/tickets/ticket-page.ts";
import { ticketPath, ticketsPath } from "~/urls.ts";
import { breadcrumbs, isoTime, structuredData } from "./structured-data.ts";

interface Telling {
  ticket: TicketView;
  site: Site;
  t: Words;
  /** The absolute address of the ticket's first page. */
  url: string;
}

/**
 * A ticket for search engines, made of what its page shows: a question or problem is a QAPage, whose first page only is
 * marked up; everything else is a posting with comments (developers.google.com/search/docs/appearance/structured-data).
 */
export function ticketData(ticket: TicketView, site: Site): string | undefined {
  const t = wordsIn(localeFor(ticket.language, site.locale));
  const telling = { ticket, site, t, url: `${site.origin}${ticketPath(ticket)}` };
  const isAsked = ticket.kind === "question" || ticket.kind === "problem";
  if (isAsked && !ticket.isFirstPage) return undefined;
  const way = [
    { name: t("tickets:list.title"), path: ticketsPath() },
    ...(ticket.category ? [{ name: ticket.category.name, path: ticketsPath({ category: ticket.category.slug }) }] : []),
    { name: ticket.title, path: ticketPath(ticket) },
  ];
  return structuredData(isAsked ? qaPage(telling) : posting(telling), ...breadcrumbs(site.origin, way));
}

function qaPage(telling: Telling): QAPage {
  const { ticket } = telling;
  const replies = publicReplies(ticket);
  const answers = replies.filter(isAnswer);
  const accepted = answers.filter(({ isAccepted }) => isAccepted).map((reply) => answer(reply, telling));
  const suggested = answers.filter(({ isAccepted }) => !isAccepted).map((reply) => answer(reply, telling));
  const comments = replies.filter((reply) => !isAnswer(reply)).map((reply) => comment(reply, telling));
  const question: Question = {
    "@type": "Question",
    name: ticket.title,
    text: textOf(ticket.html) || ticket.title,
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
  const { ticket, url } = telling;
  const comments = publicReplies(ticket).map((reply) => comment(reply, telling));
  return {
    "@type": "DiscussionForumPosting",
    headline: ticket.title,
    text: textOf(ticket.html) || ticket.title,
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

function answer(reply: ReplyView, telling: Telling): Answer {
  return { "@type": "Answer", ...said(reply, telling), upvoteCount: reply.voteCount };
}

function comment(reply: ReplyView, telling: Telling): Comment {
  return { "@type": "Comment", ...said(reply, telling) };
}

function said(reply: ReplyView, telling: Telling) {
  return {
    text: textOf(reply.html),
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
function publicReplies({ pinned, entries }: TicketView): ReplyView[] {
  const replies = new Map<number, ReplyView>();
  for (const entry of [pinned, ...entries]) {
    if (entry?.type !== "reply" || entry.kind === "note" || entry.isRemoved || entry.isHeld || entry.isRestricted)
      continue;
    if (textOf(entry.html)) replies.set(entry.id, entry);
  }
  return [...replies.values()].sort((one, other) => one.createdAt - other.createdAt);
}

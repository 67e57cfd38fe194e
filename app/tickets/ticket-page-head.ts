import type { Page } from "~/http/page.ts";
import { ARTICLES, ticketTag } from "~/http/page-tags.ts";
import { localeFor } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import { excerptOf } from "~/markdown/excerpt.ts";
import type { Site } from "~/site/site.ts";
import { ticketFeedPath, ticketPath } from "~/urls.ts";
import type { TicketView } from "./ticket-page.ts";

/** What search engines show under a title. */
const LONGEST_DESCRIPTION = 160;

/** The document around a ticket: its language, title, and whether caches and search engines may keep it. */
export function ticketPageHead(ticket: TicketView, site: Site): Page {
  // The author's page has their secret link on it, also where it was opened by a receipt and without a cookie.
  const isPersonal =
    ticket.visibility === "private" || ticket.isHeld || ticket.removed !== null || ticket.rights.isAuthor;
  const locale = localeFor(ticket.language, site.locale);
  const { title, after } = ticket;
  // Whoever searches wants the answer. Later pages of a thread are pages of their own, each under its own title.
  const begins = after === null ? ticket.pinned : ticket.entries.find((entry) => entry.type === "reply");
  const firstWords = excerptOf(begins?.html ?? "", LONGEST_DESCRIPTION);
  return {
    locale,
    title: after === null ? title : wordsIn(locale)("tickets:page.later_title", { title, number: after }),
    description: firstWords || excerptOf(ticket.html, LONGEST_DESCRIPTION) || undefined,
    path: ticketPath(ticket, after === null ? {} : { query: `after=${after}` }),
    noindex: !ticket.isIndexed,
    personal: isPersonal,
    shareAs: "article",
    feeds: isPersonal || ticket.isRestricted ? [] : [{ title: ticket.title, path: ticketFeedPath(ticket) }],
    picture: sharePicture(ticket),
    tags: [ticketTag(ticket.id), ARTICLES],
    changedAt: ticket.publicChangedAt,
  };
}

/** Smaller ones look lost in a messenger. */
const SHARED_FROM = { width: 600, height: 315 };

/** The first large picture of the ticket, else of who answered, for those who pass the link on. */
function sharePicture({ files, pinned, entries, title }: TicketView): Page["picture"] {
  const replies = [pinned, ...entries].filter((entry) => entry?.type === "reply");
  const shown = replies.filter((reply) => reply.kind !== "note" && !reply.isHeld && !reply.isRemoved);
  for (const { path, picture } of [...files, ...shown.flatMap((reply) => reply.files)]) {
    if (!picture || picture.width < SHARED_FROM.width || picture.height < SHARED_FROM.height) continue;
    return { path, width: picture.width, height: picture.height, alt: picture.alt || title };
  }
  return undefined;
}

import type { Page } from "~/http/page.ts";
import { ARTICLES, ticketTag } from "~/http/page-tags.ts";
import { localeFor } from "~/i18n/locale.ts";
import type { Site } from "~/site/site.ts";
import { ticketFeedPath, ticketPath } from "~/urls.ts";
import type { TicketView } from "./ticket-page.ts";

/** The document around a ticket: its language, title, and whether caches and search engines may keep it. */
export function ticketPageHead(ticket: TicketView, site: Site): Page {
  // The author's page has their secret link on it, also where it was opened by a receipt and without a cookie.
  const isPersonal =
    ticket.visibility === "private" || ticket.isHeld || ticket.removed !== null || ticket.rights.isAuthor;
  return {
    locale: localeFor(ticket.language, site.locale),
    title: ticket.title,
    description: ticket.excerpt || undefined,
    path: ticket.isFirstPage ? ticketPath(ticket) : undefined,
    noindex: !ticket.isIndexed,
    personal: isPersonal,
    shareAs: "article",
    feeds: isPersonal ? [] : [{ title: ticket.title, path: ticketFeedPath(ticket) }],
    tags: [ticketTag(ticket.id), ARTICLES],
    changedAt: ticket.publicChangedAt,
  };
}

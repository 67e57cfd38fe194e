import type { Db } from "#db/client.ts";
import type { PushRow, TicketRow } from "#db/schema.ts";
import { localeFor } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import type { News } from "~/mail/news.ts";
import { isOwnTicket } from "~/mail/news-followers.server.ts";
import { readAll } from "~/mail/news-letter.server.ts";
import type { Site } from "~/site/site.ts";
import { findTicketByNumber, mailedAs } from "~/tickets/visibility.server.ts";
import { replyPath, ticketNumberPath, ticketPath } from "~/urls.ts";
import type { Payload } from "./payload.ts";

/** More lines than that a notification does not show. */
const MOST_LINES = 3;

/**
 * A push's words, read in the moment in which it goes: what happened, and of a public ticket its title; nothing that
 * was written. Undefined where nothing is left to tell.
 */
export async function readPayload(
  db: Db,
  push: Pick<PushRow, "ticket_id" | "news" | "push_key"> & {
    visitor_id: number | null;
  },
  site: Site,
): Promise<Payload | undefined> {
  const ticket = await findTicketByNumber(db, push.ticket_id);
  if (!ticket) return undefined;
  // A push that waited while its ticket was merged tells what has moved since.
  const place = ticket.merged_into_id === null ? ticket : await findTicketByNumber(db, ticket.merged_into_id);
  const isOwn = await isOwnTicket(db, { visitor_id: push.visitor_id, is_requester: 0 }, ticket);
  const tells = place && mailedAs(place, isOwn);
  if (!tells) return undefined;
  const locale = localeFor(ticket.language, site.locale);
  const t = wordsIn(locale);
  const news: News[] = JSON.parse(push.news);
  const told = await readAll(db, news, { ticket, site, t, tells: "link" });
  if (told.length === 0) return undefined;
  const isPublic = tells === "words";
  return {
    key: push.push_key,
    title: isPublic ? ticket.title : t("mail:subject.plain", { number: ticket.id, site: site.name }),
    body: [...new Set(told.map(({ heading }) => heading))].slice(-MOST_LINES).join("\n"),
    lang: locale,
    tag: `ticket-${ticket.id}`,
    url: newsAddress(ticket, news, isPublic),
  };
}

/** The place of the first answer. A private ticket's address has its title in it: its number leads there too. */
function newsAddress(ticket: TicketRow, news: News[], isPublic: boolean): string {
  const reply = news.flatMap((one) => ("reply" in one ? [one.reply] : []))[0];
  if (!isPublic) return ticketNumberPath(ticket.id, reply);
  return reply ? replyPath(ticket, reply, ticket.reply_count) : ticketPath(ticket);
}

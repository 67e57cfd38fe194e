import type { Db } from "#db/client.ts";
import { type Locale, localeFor } from "~/i18n/locale.ts";
import { findTicketByNumber, isPublic } from "~/tickets/visibility.server.ts";
import { ticketPath } from "~/urls.ts";
import { maskedAddress } from "./address.ts";
import { findFollower } from "./answer-mail.server.ts";
import type { FollowerPageProps } from "./follower-page.ts";
import { shownAddress } from "./own-follow.server.ts";

/** What the page of a mail's links shows. Whoever has the mail has it: no title that not everybody may read. */
export async function showFollower(
  db: Db,
  id: number,
  siteLocale: Locale,
): Promise<{ locale: Locale; follow: FollowerPageProps["follow"] }> {
  const follower = await findFollower(db, id);
  const ticket = follower && (await findTicketByNumber(db, follower.ticket_id));
  if (!follower || !ticket) return { locale: siteLocale, follow: null };
  const { stopped_at, confirmed_at } = follower;
  return {
    locale: localeFor(ticket.language, siteLocale),
    follow: {
      number: ticket.id,
      address: maskedAddress(shownAddress(follower.address)),
      state: stopped_at !== null ? "off" : confirmed_at === null ? "asked" : "on",
      ticketUrl: isPublic(ticket) ? ticketPath(ticket) : null,
    },
  };
}

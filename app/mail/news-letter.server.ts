import { escapeUTF8 } from "entities";
import type { Db } from "#db/client.ts";
import type { MailRow, TicketRow } from "#db/schema.ts";
import { localeFor } from "~/i18n/locale.ts";
import { type Words, wordsIn } from "~/i18n/words.ts";
import type { Site } from "~/site/site.ts";
import { secretLinkToken } from "~/tickets/secret-link.server.ts";
import { statusView } from "~/tickets/status.ts";
import { phaseOf } from "~/tickets/ticket.ts";
import type { EventDetails } from "~/tickets/ticket-event.ts";
import { findTicketByNumber, isPublic, mailedAs } from "~/tickets/visibility.server.ts";
import { mailPath, secretLinkPath, ticketNumberPath, ticketPath } from "~/urls.ts";
import { followerAnswerAddress } from "./answer-address.server.ts";
import { findFollower } from "./answer-mail.server.ts";
import { followToken } from "./follow-token.server.ts";
import { type Letter, type LetterNews, writeLetter } from "./letter.ts";
import type { News } from "./news.ts";
import { isOwnTicket } from "./news-followers.server.ts";
import { mailHtml } from "./news-html.server.ts";

export interface ReadyMail extends Letter {
  to: string;
  /** Where it is answered, if answers are read. */
  replyTo?: string;
  followId: number;
  token: string;
  ticketId: number;
}

/**
 * A mail's words, read in the moment in which it goes: what was taken out, hidden or stopped since it was made is not
 * in it. Undefined where nothing is left to send.
 */
export async function readMail(
  db: Db,
  mail: MailRow,
  { site, secret, post: { answersTo } }: { site: Site; secret: string; post: { answersTo?: string } },
): Promise<ReadyMail | undefined> {
  const follower = mail.follow_id === null ? undefined : await findFollower(db, mail.follow_id);
  const ticket = follower && (await findTicketByNumber(db, follower.ticket_id));
  if (!ticket || follower.stopped_at !== null || (mail.kind !== "ask" && follower.confirmed_at === null)) return;
  if (mail.kind === "ask" && follower.confirmed_at !== null) return;
  // A mail that waited while its ticket was merged tells what has moved since.
  const place = ticket.merged_into_id === null ? ticket : await findTicketByNumber(db, ticket.merged_into_id);
  const tells = place && mailedAs(place, await isOwnTicket(db, follower, ticket));
  if (!tells) return;
  const locale = localeFor(ticket.language, site.locale);
  const t = wordsIn(locale);
  const facts = { ticket, site, t, tells };
  const news = mail.kind === "news" ? await readAll(db, JSON.parse(mail.news), facts) : [];
  if (mail.kind === "news" && news.length === 0) return;
  const token = followToken(follower.id, secret);
  const isSecretUrl = tells === "link" && mail.kind !== "ask";
  const letter = writeLetter(
    {
      kind: mail.kind,
      locale,
      siteName: site.name,
      siteUrl: `${site.origin}/`,
      number: ticket.id,
      title: tells === "words" && mail.kind === "news" ? ticket.title : null,
      news,
      ticketUrl: site.origin + ticketAddress(ticket, { isSecretUrl, secret, news: JSON.parse(mail.news) }),
      isSecretUrl,
      answersFor: !answersTo ? null : place.visibility === "public" ? "everyone" : "team",
      ownUrl: site.origin + mailPath(token),
      notMeUrl: site.origin + mailPath(token, "not-me"),
    },
    t,
  );
  // A question is answered by its button alone. The day is that of the mail, so that a second try is the same mail.
  const isAnswerable = answersTo !== undefined && mail.kind !== "ask";
  const replyTo = isAnswerable
    ? followerAnswerAddress(answersTo, follower, { secret, at: mail.created_at })
    : undefined;
  return { ...letter, to: follower.address, replyTo, followId: follower.id, token, ticketId: ticket.id };
}

/** A private ticket's address has its title in it, so it is its secret link; a public one's leads to what is new. */
function ticketAddress(
  ticket: TicketRow,
  { isSecretUrl, secret, news }: { isSecretUrl: boolean; secret: string; news: News[] },
): string {
  if (isSecretUrl) return secretLinkPath(secretLinkToken(ticket, secret));
  if (ticket.visibility === "private" || news.length === 0) return ticketNumberPath(ticket.id);
  const first = news.find((one) => "reply" in one);
  return ticketPath(ticket, { reply: first && "reply" in first ? first.reply : undefined });
}

export interface Facts {
  ticket: TicketRow;
  site: Site;
  t: Words;
  tells: "words" | "link";
}

/** The words of each piece of news that is still there to be told; with `tells` "link" nothing that was written. */
export async function readAll(db: Db, all: News[], facts: Facts): Promise<LetterNews[]> {
  const told: LetterNews[] = [];
  for (const one of all) {
    const news = "reply" in one ? await readReply(db, one.reply, facts) : await readEvent(db, one.event, facts);
    if (news) told.push(news);
  }
  return told;
}

async function readReply(db: Db, id: number, { ticket, site, t, tells }: Facts): Promise<LetterNews | undefined> {
  const reply = await db
    .selectFrom("replies")
    .innerJoin("agents", "agents.id", "replies.agent_id")
    .select(["replies.body", "replies.html", "agents.name"])
    .where("replies.id", "=", id)
    .where("replies.ticket_id", "in", [ticket.id, ticket.merged_into_id ?? ticket.id])
    .where("replies.kind", "<>", "note")
    .where("replies.removed_at", "is", null)
    .executeTakeFirst();
  if (!reply) return undefined;
  if (tells === "link") return { heading: t("mail:news.replied_private", { name: reply.name }) };
  return {
    heading: t("mail:news.replied", { name: reply.name }),
    text: reply.body,
    html: mailHtml(reply.html, site.origin),
  };
}

async function readEvent(db: Db, id: number, facts: Facts): Promise<LetterNews | undefined> {
  const { ticket, site, t, tells } = facts;
  const event = await db
    .selectFrom("ticket_events")
    .selectAll()
    .where("id", "=", id)
    .where("ticket_id", "in", [ticket.id, ticket.merged_into_id ?? ticket.id])
    .executeTakeFirst();
  if (!event || (event.type === "status" && !(await isNewestStatus(db, event)))) return undefined;
  const details: EventDetails = JSON.parse(event.details ?? "{}");
  if (event.type === "status" && details.to) {
    const locale = localeFor(ticket.language, site.locale);
    const phase = phaseOf(ticket.kind, details.to) ?? "working";
    const { label } = statusView(details.to, phase, locale, site.statusLabels);
    const heading = t("mail:news.status", { status: label });
    return event.reason && tells === "words" ? { heading, ...plain(event.reason) } : { heading };
  }
  if (event.type === "merged") return { heading: t("mail:news.merged", { from: details.ticket, into: ticket.id }) };
  const other = event.type === "duplicate_of" ? await findTicketByNumber(db, details.ticket ?? 0) : undefined;
  if (!other) return undefined;
  const heading = t("mail:news.duplicate", { other: other.id });
  return isPublic(other) ? { heading, ...address(site.origin + ticketNumberPath(other.id)) } : { heading };
}

/** What was set since, by whomever, is how the ticket stands; a letter does not say otherwise. */
async function isNewestStatus(db: Db, { id, ticket_id }: { id: number; ticket_id: number }): Promise<boolean> {
  const newer = await db
    .selectFrom("ticket_events")
    .select("id")
    .where("ticket_id", "=", ticket_id)
    .where("type", "=", "status")
    .where("id", ">", id)
    .limit(1)
    .executeTakeFirst();
  return newer === undefined;
}

/** Words as they are, and as HTML. */
function plain(text: string): { text: string; html: string } {
  return { text, html: `<p>${escapeUTF8(text)}</p>` };
}

function address(url: string): { text: string; html: string } {
  return { text: url, html: `<p><a href="${escapeUTF8(url)}">${escapeUTF8(url)}</a></p>` };
}

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
import type { DeskNews, PushNews } from "./push-news.ts";

/** More lines than that a notification does not show. */
const MOST_LINES = 3;

type Told = Pick<PushRow, "ticket_id" | "news" | "push_key"> & { visitor_id: number | null; session_id: number | null };

/**
 * A push's words, read in the moment in which it goes: what happened, and of a public ticket its title; nothing that
 * was written. Undefined where nothing is left to tell.
 */
export async function readPayload(
  db: Db,
  push: Told,
  { site, now }: { site: Site; now: number },
): Promise<Payload | undefined> {
  const ticket = await findTicketByNumber(db, push.ticket_id);
  if (!ticket) return undefined;
  const news: PushNews = JSON.parse(push.news);
  if ("team" in news) return readTeamPayload(db, push, { news, ticket, site, now });
  // A push that waited while its ticket was merged tells what has moved since.
  const place = ticket.merged_into_id === null ? ticket : await findTicketByNumber(db, ticket.merged_into_id);
  const isOwn = await isOwnTicket(db, { visitor_id: push.visitor_id, is_requester: 0 }, ticket);
  const tells = place && mailedAs(place, isOwn);
  if (!tells) return undefined;
  const locale = localeFor(ticket.language, site.locale);
  const t = wordsIn(locale);
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

/** What waits for the team, for an agent who is signed in. */
async function readTeamPayload(
  db: Db,
  { session_id, push_key }: Told,
  { news, ticket, site, now }: { news: { team: DeskNews; reply?: number }; ticket: TicketRow; site: Site; now: number },
): Promise<Payload | undefined> {
  const session = await db
    .selectFrom("agent_sessions")
    .innerJoin("agents", "agents.id", "agent_sessions.agent_id")
    .select("agents.id")
    .where("agent_sessions.id", "=", session_id ?? 0)
    .where("agent_sessions.expires_at", ">", now)
    .where("agents.disabled_at", "is", null)
    .executeTakeFirst();
  if (!session || ticket.removed_at !== null) return undefined;
  const t = wordsIn(site.locale);
  const { id, title, visibility } = ticket;
  return {
    key: push_key,
    title: visibility === "public" ? title : t("mail:subject.plain", { number: id, site: site.name }),
    body: t(`push:team.${news.team}`),
    lang: site.locale,
    tag: `desk-${id}`,
    url: ticketNumberPath(id, news.reply),
  };
}

/** The place of the first answer. A private ticket's address has its title in it: its number leads there too. */
function newsAddress(ticket: TicketRow, news: News[], isPublic: boolean): string {
  const reply = news.flatMap((one) => ("reply" in one ? [one.reply] : []))[0];
  if (!isPublic) return ticketNumberPath(ticket.id, reply);
  return reply ? replyPath(ticket, reply, ticket.reply_count) : ticketPath(ticket);
}

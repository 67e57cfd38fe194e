import type { Db } from "#db/client.ts";
import type { DeliveryRow, TicketRow } from "#db/schema.ts";
import type { Site } from "~/site/site.ts";
import { statusView } from "~/tickets/status.ts";
import { phaseOf } from "~/tickets/ticket.ts";
import type { EventDetails } from "~/tickets/ticket-event.ts";
import { findTicketByNumber, toldTeamAs } from "~/tickets/visibility.server.ts";
import { articlePath, replyPath, ticketNumberPath, ticketPath } from "~/urls.ts";
import type { HookEvent } from "./hook-events.ts";
import type { HookNews, NewsTicket } from "./hook-news.ts";

/** The row of what happened: its numbers, no words. */
type Happened = Pick<DeliveryRow, "event" | "created_at" | "ticket_id" | "reply_id"> &
  Partial<Pick<DeliveryRow, "ticket_event_id" | "article_id">>;

/**
 * What a delivery says, read in the moment in which it goes: what was taken out, hidden or erased since is not in it.
 * Undefined where nothing is left to say.
 */
export async function readDelivery(
  db: Db,
  delivery: Happened,
  { site, showsPrivate }: { site: Site; showsPrivate: boolean },
): Promise<HookNews | undefined> {
  const news: HookNews = { event: delivery.event as HookEvent, at: delivery.created_at };
  if (delivery.article_id) {
    const article = await readArticle(db, delivery.article_id, site.origin);
    return article && { ...news, article };
  }
  const row = delivery.ticket_id === null ? undefined : await findTicketByNumber(db, delivery.ticket_id);
  const tells = row && toldTeamAs(row, showsPrivate);
  if (!tells) return undefined;
  const facts = { row, site, hasWords: tells === "words" };
  const { text, ...ticket } = readTicket(facts);
  if (news.event === "overdue") {
    // Somebody answered meanwhile.
    return row.waiting_since === null ? undefined : { ...news, ticket, waitingSince: row.waiting_since };
  }
  if (delivery.reply_id !== null) {
    const reply = await readReply(db, delivery.reply_id, facts);
    return reply && { ...news, ticket, reply };
  }
  if (!delivery.ticket_event_id) return { ...news, ticket: { ...ticket, text } };
  const event = await readEvent(db, delivery.ticket_event_id, facts);
  return event && { ...news, ticket, ...event };
}

interface Facts {
  row: TicketRow;
  site: Site;
  hasWords: boolean;
}

/** A private ticket's address has its title in it, so there it is the number alone. */
function readTicket({ row, site, hasWords }: Facts): NewsTicket {
  const category = site.categories.find(({ id }) => id === row.category_id);
  return {
    number: row.id,
    url: site.origin + (hasWords ? ticketPath(row) : ticketNumberPath(row.id)),
    kind: row.kind,
    status: row.status,
    phase: row.phase,
    visibility: row.visibility,
    language: row.language,
    category: category?.slug ?? null,
    ...(hasWords && { title: row.title, name: row.requester_name, text: row.body }),
  };
}

async function readReply(db: Db, id: number, { row, site, hasWords }: Facts): Promise<HookNews["reply"]> {
  const reply = await db
    .selectFrom("replies")
    .leftJoin("agents", "agents.id", "replies.agent_id")
    .select(["replies.body", "replies.author_name", "replies.by_requester", "replies.agent_id", "agents.name"])
    .where("replies.id", "=", id)
    .where("replies.kind", "<>", "note")
    .where("replies.moderation", "=", "published")
    .where("replies.removed_at", "is", null)
    .executeTakeFirst();
  if (!reply) return undefined;
  const isTeam = reply.agent_id !== null;
  const name = isTeam ? reply.name : reply.author_name;
  return {
    number: id,
    url: site.origin + (hasWords ? replyPath(row, id, row.reply_count) : ticketNumberPath(row.id, id)),
    by: isTeam ? "team" : reply.by_requester === 1 ? "requester" : "visitor",
    ...((hasWords || isTeam) && { name }),
    ...(hasWords && { text: reply.body }),
  };
}

async function readEvent(
  db: Db,
  id: number,
  { row, site, hasWords }: Facts,
): Promise<Pick<HookNews, "change" | "merged"> | undefined> {
  const event = await db.selectFrom("ticket_events").selectAll().where("id", "=", id).executeTakeFirst();
  const details: EventDetails = JSON.parse(event?.details ?? "{}");
  if (event?.type === "merged") return { merged: details.ticket };
  if (event?.type !== "status" || !details.to) return undefined;
  const phase = phaseOf(row.kind, details.to) ?? row.phase;
  const { label } = statusView(details.to, phase, site.locale, site.statusLabels);
  return { change: { from: details.from ?? null, to: details.to, label, reason: hasWords ? event.reason : null } };
}

async function readArticle(db: Db, id: number, origin: string): Promise<HookNews["article"]> {
  const article = await db
    .selectFrom("articles")
    .select(["id", "slug", "title", "summary", "language"])
    .where("id", "=", id)
    .where("published_at", "is not", null)
    .where("removed_at", "is", null)
    .executeTakeFirst();
  if (!article) return undefined;
  const { slug: _slug, id: number, ...words } = article;
  return { number, url: origin + articlePath(article), ...words };
}

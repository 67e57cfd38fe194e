import type { Db } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { listFiles } from "~/files/list-files.server.ts";
import { localeFor } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import type { Site } from "~/site/site.ts";
import { statusView } from "~/tickets/status.ts";
import { phaseOf } from "~/tickets/ticket.ts";
import type { EventDetails } from "~/tickets/ticket-event.ts";
import { replyPath, ticketFeedPath, ticketPath } from "~/urls.ts";
import { authorName } from "./author-name.ts";
import { ENTRIES, type Feed, type FeedEntry, newest } from "./feed.ts";
import { paragraph, ticketEntry, ticketRows } from "./tickets-feed.server.ts";

/** What everybody may read of a ticket that they may read: its text, its replies, its statuses, newest first. */
export async function readTicketFeed(db: Db, ticket: TicketRow, site: Site): Promise<Feed> {
  const [row, replies, statuses] = await Promise.all([
    ticketRows(db).where("tickets.id", "=", ticket.id).executeTakeFirstOrThrow(),
    replyEntries(db, ticket, site),
    statusEntries(db, ticket, site),
  ]);
  // The whole ticket changes with each reply; its own text changed when it was edited.
  const files = await listFiles(db, { tickets: [ticket.id] });
  const own = {
    ...ticketEntry(row, site),
    files: files.get(`ticket ${ticket.id}`),
    updatedAt: ticket.edited_at ?? ticket.created_at,
  };
  const entries = [...replies, ...statuses, own].sort((a, b) => b.publishedAt - a.publishedAt).slice(0, ENTRIES);
  return {
    name: `feed/tickets/${ticket.id}`,
    title: `${ticket.title} · ${site.name}`,
    language: localeFor(ticket.language, site.locale),
    path: ticketPath(ticket),
    selfPath: ticketFeedPath(ticket),
    authorName: site.name,
    updatedAt: newest(entries, ticket.public_changed_at),
    entries,
  };
}

async function replyEntries(db: Db, ticket: TicketRow, site: Site): Promise<FeedEntry[]> {
  const t = wordsIn(localeFor(ticket.language, site.locale));
  const rows = await db
    .selectFrom("replies")
    .leftJoin("agents", "agents.id", "replies.agent_id")
    .select(["replies.id", "replies.kind", "replies.html", "replies.language", "replies.author_name"])
    .select(["replies.created_at", "replies.edited_at", "agents.name as agent_name"])
    .where("replies.ticket_id", "=", ticket.id)
    .where("replies.kind", "<>", "note")
    .where("replies.moderation", "=", "published")
    .where("replies.restricted_at", "is", null)
    .where("replies.removed_at", "is", null)
    .orderBy("replies.created_at", "desc")
    .orderBy("replies.id", "desc")
    .limit(ENTRIES)
    .execute();
  const files = await listFiles(db, { replies: rows.map(({ id }) => id) });
  return rows.map((row) => {
    const name = authorName({ agentName: row.agent_name, name: row.author_name }, t, site.name);
    return {
      name: `replies/${row.id}`,
      title: t(`feeds:${row.kind === "comment" ? "comment" : "answer"}`, { name }),
      path: replyPath(ticket, row.id, ticket.reply_count),
      files: files.get(`reply ${row.id}`),
      html: row.html || paragraph(name),
      language: row.language,
      authorName: name,
      publishedAt: row.created_at,
      updatedAt: row.edited_at ?? row.created_at,
      topics: [],
    };
  });
}

async function statusEntries(db: Db, ticket: TicketRow, site: Site): Promise<FeedEntry[]> {
  const locale = localeFor(ticket.language, site.locale);
  const t = wordsIn(locale);
  const rows = await db
    .selectFrom("ticket_events")
    .leftJoin("agents", "agents.id", "ticket_events.agent_id")
    .select(["ticket_events.id", "ticket_events.reason", "ticket_events.details", "ticket_events.created_at"])
    .select(["ticket_events.visitor_id", "agents.name as agent_name"])
    .where("ticket_events.ticket_id", "=", ticket.id)
    .where("ticket_events.type", "=", "status")
    .where("ticket_events.public", "=", 1)
    .orderBy("ticket_events.id", "desc")
    .limit(ENTRIES)
    .execute();
  return rows.map((row) => {
    const { to = "" }: EventDetails = row.details ? JSON.parse(row.details) : {};
    const { label } = statusView(to, phaseOf(ticket.kind, to) ?? "working", locale, site.statusLabels);
    const byNobody = t(row.visitor_id ? "tickets:event.author" : "tickets:event.site");
    return {
      name: `events/${row.id}`,
      title: t("feeds:status", { status: label }),
      path: ticketPath(ticket),
      html: paragraph(label) + (row.reason ? paragraph(row.reason) : ""),
      language: locale,
      authorName: authorName({ agentName: row.agent_name, name: byNobody }, t, site.name),
      publishedAt: row.created_at,
      updatedAt: row.created_at,
      topics: [],
    };
  });
}

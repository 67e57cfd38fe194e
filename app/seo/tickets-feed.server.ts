import { escapeUTF8 } from "entities";
import type { Db } from "#db/client.ts";
import { listFiles } from "~/files/list-files.server.ts";
import { localeFor } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import type { Category, Site } from "~/site/site.ts";
import { parseTicketFilter } from "~/tickets/list-filter.ts";
import type { Kind } from "~/tickets/ticket.ts";
import { isVouched } from "~/tickets/visibility.server.ts";
import { feedPath, ticketPath, ticketsPath } from "~/urls.ts";
import { authorName } from "./author-name.ts";
import { ENTRIES, type Feed, type FeedEntry, newest } from "./feed.ts";

export interface TicketsFilter {
  kind?: Kind;
  category?: Category;
}

/** The filter of a feed's address; undefined where there is no such kind or category. */
export function parseFeedFilter(query: URLSearchParams, categories: Category[]): TicketsFilter | undefined {
  const own = [...query].filter(([name]) => name === "kind" || name === "category");
  return parseTicketFilter(new URLSearchParams(own), categories);
}

interface Ask {
  site: Site;
  filter: TicketsFilter;
  /** Its own address. */
  selfPath: (filter: { kind?: string; category?: string }) => string;
}

/** The tickets that strangers saw something happen in last. */
export async function readTicketsFeed(db: Db, { site, filter, selfPath }: Ask): Promise<Feed> {
  const { kind, category } = filter;
  const rows = await ticketRows(db)
    .where(isVouched)
    .$if(kind !== undefined, (query) => query.where("tickets.kind", "=", kind as Kind))
    .$if(category !== undefined, (query) => query.where("tickets.category_id", "=", category?.id ?? 0))
    .orderBy("tickets.last_activity_at", "desc")
    .orderBy("tickets.id", "desc")
    .limit(ENTRIES)
    .execute();
  const files = await listFiles(db, { tickets: rows.map(({ id }) => id) });
  const entries = rows.map((row) => ({ ...ticketEntry(row, site), files: files.get(`ticket ${row.id}`) }));
  const t = wordsIn(site.locale);
  const about = [category?.name, t(kind ? `tickets:kinds.${kind}` : "tickets:list.title")].filter(Boolean).join(", ");
  const query = { kind, category: category?.slug };
  return {
    // The same feed as Atom and as JSON.
    name: feedPath(query).replace("/feed.atom", "feed"),
    title: `${about} · ${site.name}`,
    language: site.locale,
    path: ticketsPath(query),
    selfPath: selfPath(query),
    authorName: site.name,
    updatedAt: newest(entries),
    entries,
  };
}

/** A ticket with what an entry needs. */
export const ticketRows = (db: Db) =>
  db
    .selectFrom("tickets")
    .leftJoin("agents", "agents.id", "tickets.opened_by_agent_id")
    .select([
      "tickets.id",
      "tickets.slug",
      "tickets.kind",
      "tickets.title",
      "tickets.html",
      "tickets.language",
      "tickets.category_id",
      "tickets.requester_name",
      "agents.name as agent_name",
      "tickets.created_at",
      "tickets.edited_at",
      "tickets.public_changed_at",
    ]);

export type TicketFeedRow = Awaited<ReturnType<ReturnType<typeof ticketRows>["execute"]>>[number];

export function ticketEntry(row: TicketFeedRow, site: Site): FeedEntry {
  const t = wordsIn(localeFor(row.language, site.locale));
  const category = site.categories.find(({ id }) => id === row.category_id);
  const agentName = row.requester_name ? null : row.agent_name;
  return {
    name: `tickets/${row.id}`,
    title: row.title,
    path: ticketPath(row),
    // A ticket may be one line; an entry without text is none.
    html: row.html || paragraph(row.title),
    language: row.language,
    authorName: authorName({ agentName, name: row.requester_name }, t, site.name),
    publishedAt: row.created_at,
    updatedAt: Math.max(row.public_changed_at, row.created_at),
    topics: [
      { key: row.kind, label: t(`tickets:kinds.${row.kind}`) },
      ...(category ? [{ key: category.slug, label: category.name }] : []),
    ],
  };
}

export const paragraph = (words: string) => `<p>${escapeUTF8(words)}</p>`;

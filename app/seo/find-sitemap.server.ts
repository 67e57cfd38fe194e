import type { Db } from "#db/client.ts";
import type { Site } from "~/site/site.ts";
import { articlesSitemapPath, pagesSitemapPath, recentSitemapPath } from "~/urls.ts";
import { lastArticleChange, readArticles } from "./article-sitemap.server.ts";
import { readPages } from "./page-sitemap.server.ts";
import type { SitemapPart, SitemapUrl } from "./sitemap.ts";
import {
  lastTicketChange,
  listTicketParts,
  readRecentTickets,
  readTicketPart,
  stateOfPart,
} from "./ticket-sitemaps.server.ts";

interface Ask {
  site: Site;
  /** Where the texts of the site lie. */
  folders: string[];
  now: number;
}

interface Sitemap {
  urls: AsyncIterable<SitemapUrl>;
  /** Milliseconds since 1970 UTC, for Last-Modified; undefined where nobody noted it. */
  changedAt?: number;
  /** Where it is known without writing the whole. */
  version?: string;
}

/** What the sitemap of this name holds: `pages`, `articles`, `recent`, `tickets-0`. Undefined where that is nothing. */
export async function findSitemap(db: Db, name: string, { site, folders, now }: Ask): Promise<Sitemap | undefined> {
  if (name === "pages") return { urls: readPages(db, { site, folders }) };
  if (name === "articles") {
    const changedAt = await lastArticleChange(db);
    return changedAt === undefined ? undefined : { urls: readArticles(db), changedAt };
  }
  if (name === "recent") {
    return (await hasRecent(db, now)) ? { urls: readRecentTickets(db, now) } : undefined;
  }
  const part = /^tickets-(0|[1-9]\d{0,8})$/.exec(name)?.[1];
  const state = part && (await stateOfPart(db, Number(part)));
  return state ? { urls: readTicketPart(db, Number(part)), ...state } : undefined;
}

/** The files that the index names: those with something in them. */
export async function listSitemaps(db: Db, now: number): Promise<SitemapPart[]> {
  const [tickets, articlesChangedAt, isRecent] = await Promise.all([
    listTicketParts(db),
    lastArticleChange(db),
    hasRecent(db, now),
  ]);
  return [
    ...(isRecent ? [{ path: recentSitemapPath(), changedAt: await lastTicketChange(db) }] : []),
    { path: pagesSitemapPath() },
    ...(articlesChangedAt === undefined ? [] : [{ path: articlesSitemapPath(), changedAt: articlesChangedAt }]),
    ...tickets,
  ];
}

async function hasRecent(db: Db, now: number): Promise<boolean> {
  const first = await readRecentTickets(db, now).next();
  return !first.done;
}

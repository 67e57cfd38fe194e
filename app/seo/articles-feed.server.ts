import type { Db } from "#db/client.ts";
import { isPublished } from "~/articles/visibility.server.ts";
import { listFiles } from "~/files/list-files.server.ts";
import { wordsIn } from "~/i18n/words.ts";
import type { Site } from "~/site/site.ts";
import { articlePath, articlesFeedPath, articlesPath } from "~/urls.ts";
import { ENTRIES, type Feed, newest } from "./feed.ts";
import { paragraph } from "./tickets-feed.server.ts";

/** The articles that changed last for readers. */
export async function readArticlesFeed(db: Db, site: Site): Promise<Feed> {
  const rows = await db
    .selectFrom("articles")
    .select(["id", "slug", "title", "html", "language", "first_published_at", "public_changed_at"])
    .where(isPublished)
    .orderBy("public_changed_at", "desc")
    .orderBy("id", "desc")
    .limit(ENTRIES)
    .execute();
  const files = await listFiles(db, { articles: rows.map(({ id }) => id) });
  const entries = rows.map((row) => ({
    name: `articles/${row.id}`,
    title: row.title,
    path: articlePath(row),
    files: files.get(`article ${row.id}`),
    html: row.html || paragraph(row.title),
    language: row.language,
    authorName: site.name,
    publishedAt: row.first_published_at ?? row.public_changed_at,
    updatedAt: row.public_changed_at,
    topics: [],
  }));
  return {
    name: "feed/articles",
    title: `${wordsIn(site.locale)("feeds:articles")} · ${site.name}`,
    language: site.locale,
    path: articlesPath(),
    selfPath: articlesFeedPath(),
    authorName: site.name,
    updatedAt: newest(entries),
    entries,
  };
}

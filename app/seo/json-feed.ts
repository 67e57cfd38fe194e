import { type Feed, tagId, wholeHtml } from "./feed.ts";

/** JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/ */
export function jsonFeed(feed: Feed, origin: string): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: origin + feed.path,
    feed_url: origin + feed.selfPath,
    language: feed.language,
    authors: [{ name: feed.authorName }],
    items: feed.entries.map((entry) => ({
      id: tagId(entry.name, origin),
      url: origin + entry.path,
      title: entry.title,
      content_html: wholeHtml(entry, origin),
      date_published: new Date(entry.publishedAt).toISOString(),
      date_modified: new Date(entry.updatedAt).toISOString(),
      authors: [{ name: entry.authorName }],
      language: entry.language,
      tags: entry.topics.map(({ label }) => label),
    })),
  });
}

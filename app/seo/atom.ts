import { type Feed, type FeedEntry, tagId, wholeHtml } from "./feed.ts";
import { element, text, xmlDocument } from "./xml.ts";

const ATOM = "application/atom+xml";

/** RFC 4287. */
export function atomFeed(feed: Feed, origin: string): string {
  const { language, path, selfPath } = feed;
  return xmlDocument(
    element(
      "feed",
      { xmlns: "http://www.w3.org/2005/Atom", "xml:lang": language },
      element("id", {}, text(tagId(feed.name, origin))),
      element("title", {}, text(feed.title)),
      element("updated", {}, text(moment(feed.updatedAt))),
      element("author", {}, element("name", {}, text(feed.authorName))),
      element("link", { rel: "self", type: ATOM, href: origin + selfPath }),
      element("link", { rel: "alternate", type: "text/html", href: origin + path }),
      ...feed.entries.map((entry) => atomEntry(entry, origin)),
    ),
  );
}

function atomEntry(entry: FeedEntry, origin: string) {
  const { path, language } = entry;
  return element(
    "entry",
    { "xml:lang": language },
    element("id", {}, text(tagId(entry.name, origin))),
    element("title", {}, text(entry.title)),
    element("published", {}, text(moment(entry.publishedAt))),
    element("updated", {}, text(moment(entry.updatedAt))),
    element("author", {}, element("name", {}, text(entry.authorName))),
    element("link", { rel: "alternate", type: "text/html", href: origin + path }),
    ...entry.topics.map(({ key, label }) => element("category", { term: key, label })),
    element("content", { type: "html" }, text(wholeHtml(entry, origin))),
  );
}

const moment = (at: number) => new Date(at).toISOString();

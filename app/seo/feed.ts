import { escapeUTF8 } from "entities";
import { type FileView, isPlacedIn } from "~/files/attachment.ts";

/** A feed before it is Atom or JSON. Times are milliseconds since 1970 UTC, addresses are paths. */
export interface Feed {
  /** What it is about, for its id: "feed", "tickets/41". Never changes. */
  name: string;
  title: string;
  language: string;
  /** The page that shows the same. */
  path: string;
  selfPath: string;
  /** Who stands behind it where an entry names nobody. */
  authorName: string;
  updatedAt: number;
  entries: FeedEntry[];
}

export interface FeedEntry {
  /** "tickets/41", "replies/12": without the slug, which changes with the title. */
  name: string;
  title: string;
  path: string;
  /** Its pictures and files, behind its text. */
  files?: FileView[];
  /** Sanitised HTML with links as our pages have them. */
  html: string;
  language: string;
  authorName: string;
  publishedAt: number;
  updatedAt: number;
  /** Words to sort it by: key and label. */
  topics: { key: string; label: string }[];
}

export const ENTRIES = 30;

/**
 * An id that no change of title, path or port alters (RFC 4151). Its year is that of this scheme, the same for all:
 * another one would make every entry look new.
 */
export function tagId(name: string, origin: string): string {
  return `tag:${new URL(origin).hostname},2026:${name}`;
}

/** Feeds are read elsewhere: links within the site get its origin, places on the page their page. Takes HTML of ours only. */
export function withWholeLinks(html: string, origin: string, path: string): string {
  return html.replace(/<(?:a|img)\s[^>]*>/g, (tag) =>
    tag.replace(/ (href|src)="([/#])/g, (_, name, first) =>
      first === "/" ? ` ${name}="${origin}/` : ` ${name}="${origin}${path}#`,
    ),
  );
}

/** An entry's text with its files, for readers elsewhere. */
export function wholeHtml({ html, files = [], path }: FeedEntry, origin: string): string {
  const shown = files.filter((file) => !isPlacedIn(html, file)).map(fileHtml);
  return withWholeLinks([html, ...shown].join("\n"), origin, path);
}

function fileHtml({ name, path, picture }: FileView): string {
  const words = picture ? `<img src="${picture.shownPath}" alt="${escapeUTF8(picture.alt)}">` : escapeUTF8(name);
  return `<p><a href="${path}">${words}</a></p>`;
}

/** When the newest of the entries changed, or the feed's own time where that is later. */
export function newest(entries: FeedEntry[], at = 0): number {
  return Math.max(at, ...entries.map(({ updatedAt }) => updatedAt));
}

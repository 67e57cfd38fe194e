import { unescapeHtml } from "./clean-text";

const longest = 200;
/** Enough HTML for the first 200 characters of any honest text; the rest need not be read. */
const read = 20_000;

/**
 * The first words of rendered HTML as plain text, at most so many characters, cut at a word with "…".
 * Takes only HTML of this room: it relies on `<` and `>` being escaped wherever they are not a tag's.
 */
export function excerptOf(html: string, most = longest): string {
  return cutAtWord(textOf(html.slice(0, read).replace(/<pre[\s>].*?(?:<\/pre>|$)/gs, " ")), most);
}

/** The same with the words of code. */
export function beginningOf(html: string, most: number): string {
  return cutAtWord(textOf(html.slice(0, read)), most);
}

/** All words of rendered HTML, code included, in one line. Takes only HTML of this room, for the same reason. */
export function textOf(html: string): string {
  const text = html
    .replace(/<\/?(?:p|br|hr|h\d|li|ul|ol|d[ltd]|t[rdh]|div|blockquote|details|summary)(?:[\s/][^>]*)?>/g, " $&")
    .replace(/<[^>]*(?:>|$)/g, "");
  return unescapeHtml(text)
    .replace(/\s{2,}|[^\S ]/g, " ") // a space of its own stays: they are most
    .trim();
}

function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most);
  const space = head.lastIndexOf(" ");
  // A script without spaces, or one endless word: cut anywhere but inside a surrogate pair.
  const cut = space > most / 2 ? head.slice(0, space) : head.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "");
  return `${cut.replace(/[\s.,:;—–-]+$/, "")}…`;
}

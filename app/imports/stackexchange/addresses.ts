import { type OldAddresses, UNKNOWN_ORIGIN } from "../import.ts";

/** A link as it stands in a text: `https://<host>/questions/12/how-to-…`, `/q/12`, `/a/12`. */
export interface PostLink {
  host: string;
  postId: number;
  /** The words of a question's title in its address; "" where the address has none. */
  slug: string;
}

const postLink = /\/\/([a-z0-9.-]+)\/(questions|q|a)\/(\d{1,15})(?:\/([^\s/?#"'()<>[\]]*))?/gi;

/** The links to posts, of whatever site, in a text (HTML or Markdown). */
export function postLinksIn(text: string): PostLink[] {
  if (!text.includes("//")) return [];
  return Array.from(text.matchAll(postLink), ([, host = "", place, id, slug]) => ({
    host: host.toLowerCase(),
    postId: Number(id),
    slug: place === "questions" ? (slug ?? "") : "",
  }));
}

/**
 * The hosts that this forum had, the most used first. The dump does not name them, but its own texts do: where a link's
 * words are the title of the question with that number, it leads into this forum; a sister site's do not.
 */
export function ownHosts(links: PostLink[], titleOf: (postId: number) => string | undefined): string[] {
  const tallies = new Map<string, { same: number; compared: number }>();
  for (const { host, postId, slug } of links) {
    const title = slug ? titleOf(postId) : undefined;
    if (title === undefined) continue;
    const tally = tallies.get(host) ?? { same: 0, compared: 0 };
    tally.compared += 1;
    if (isSlugOf(slug, title)) tally.same += 1;
    tallies.set(host, tally);
  }
  return [...tallies]
    .filter(([, { same, compared }]) => same * 2 >= compared)
    .sort(([, a], [, b]) => b.same - a.same)
    .map(([host]) => host);
}

/** Slugs are cut, and titles change at their end more often than at their start. */
function isSlugOf(slug: string, title: string): boolean {
  const written = lettersOf(slug).slice(0, 24);
  return written !== "" && lettersOf(title).startsWith(written);
}

function lettersOf(text: string): string {
  return decoded(text)
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, "");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param isAnswer tells `/questions/12/slug/34` from a title that is a number */
export function addressesOf(hosts: string[], isAnswer: (postId: number) => boolean): OldAddresses {
  const known = new Set([...hosts, new URL(UNKNOWN_ORIGIN).host]);
  return {
    origin: hosts[0] ? `https://${hosts[0]}` : undefined,
    postsAt(url) {
      const path = /^\/(questions|q|a)\/(\d+)(?:\/(.*))?$/.exec(url.pathname);
      if (!path || !known.has(url.host)) return [];
      const [, place, post, rest = ""] = path;
      const comment = /^#comment(\d+)_/.exec(url.hash)?.[1];
      const anchor = /^#(\d+)$/.exec(url.hash)?.[1];
      const answer = place === "questions" ? rest.split("/").filter(isNumber).at(-1) : undefined;
      return [
        ...(comment ? [`comment:${comment}`] : []),
        ...[anchor, answer].filter((id) => id && isAnswer(Number(id))).map((id) => `post:${id}`),
        `post:${post}`,
      ];
    },
  };
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}

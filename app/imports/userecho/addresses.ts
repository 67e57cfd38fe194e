import { type OldAddresses, UNKNOWN_ORIGIN } from "../import.ts";
import { firstTopicPath, oldPathsOf, plainPath, topicPath, topicWordsPath } from "../old-paths.ts";
import type { TopicRow } from "./rows.ts";

type Addressed = Pick<TopicRow, "id" | "url" | "relative_url">;

/** Where the old forum was: "https://help.example.com". An own domain and the one of UserEcho may both be in use. */
export function originsOf(topics: Iterable<Addressed>): string[] {
  const counts = new Map<string, number>();
  for (const { url } of topics) {
    if (!url || !URL.canParse(url) || !/^https?:/.test(url)) continue;
    const { origin } = new URL(url);
    counts.set(origin, (counts.get(origin) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([origin]) => origin);
}

/** The path that a topic says it has. */
export function ownPath({ url, relative_url }: Addressed): string | undefined {
  const address = relative_url || url;
  return address && URL.canParse(address, UNKNOWN_ORIGIN) ? new URL(address, UNKNOWN_ORIGIN).pathname : undefined;
}

/** Whether it belongs to a knowledge base: nothing but its address tells. */
export function isArticle(topic: Addressed): boolean {
  return /^\/knowledge-bases\//.test(ownPath(topic) ?? "");
}

/** The number of the part that a topic's address leads through, "communities" or "knowledge-bases". */
export function partNumber(topic: Addressed): string | undefined {
  return /^\/(?:communities|knowledge-bases)\/(\d{1,15})/.exec(ownPath(topic) ?? "")?.[1];
}

/** The words behind the number in a topic's address. */
export function wordsOf(topic: Addressed): string | undefined {
  return /\/\d+-([^/]+)\/?$/.exec(plainPath(ownPath(topic) ?? "") ?? "")?.[1];
}

/** @param hasWords whether no other topic's address has the same words: they lead where a first number is lost */
export function oldPathsOfTopic(topic: Addressed, hasWords: boolean): string[] {
  const words = wordsOf(topic);
  const [, first] = /^\/topic\/(\d+)/.exec(ownPath(topic) ?? "") ?? [];
  return [
    topicPath(topic.id),
    ...(first ? [firstTopicPath(String(Number(first)))] : []),
    ...(words && hasWords ? [topicWordsPath(words)] : []),
  ];
}

/** @param topicAt the external id of what had such a path, see old-paths.ts */
export function addressesOf(origins: string[], topicAt: (path: string) => string | undefined): OldAddresses {
  const hosts = new Set([...origins, UNKNOWN_ORIGIN].map((origin) => new URL(origin).host));
  return {
    origin: origins[0],
    postsAt(url) {
      if (!hosts.has(url.host)) return [];
      const topic = oldPathsOf(url)
        .map(topicAt)
        .find((found) => found !== undefined);
      if (!topic) return [];
      const comment = /^#comment-?(\d+)$/.exec(url.hash)?.[1];
      return comment ? [`comment:${comment}`, topic] : [topic];
    },
  };
}

/*
 * Paths of former forums in one spelling: what the import keeps, and what is looked for when somebody follows an old
 * link. UserEcho's addresses lead by their number, whatever words stand behind it; it has had three forms of them.
 */

/** A topic or article by its number; both are counted together. */
export const topicPath = (number: string) => `/topics/${number}`;
/** The first form counted the topics of all its customers together. */
export const firstTopicPath = (number: string) => `/topic/${number}`;
/** The first form's numbers are mostly lost; the words behind them are not. */
export const topicWordsPath = (words: string) => `/topic/-${words.toLowerCase()}`;
/** A forum's page by the forum's own number. */
export const forumPath = (id: string, category?: string) => `/forum/${id}${category ? `/category/${category}` : ""}`;
export const communityPath = (number: string) => `/communities/${number}`;
export const knowledgeBasePath = (number: string, category?: string) =>
  `/knowledge-bases/${number}${category ? `/categories/${category}` : ""}`;

const LONGEST = 500;

const numbered = "(\\d{1,15})(?:-([^/]*))?(?=/|$)";
const topic = new RegExp(
  `^/(?:topics|communities/[^/]+/topics|knowledge-bases/[^/]+/(?:categories/[^/]+/)?articles)/${numbered}`,
);
const firstTopic = new RegExp(`^/topic/${numbered}`);
const forum = new RegExp(`^/(?:forum|list)/${numbered}`);
const community = new RegExp(`^/communities/${numbered}/?$`);
const knowledgeBase = new RegExp(`^/knowledge-bases/${numbered}(?:/categories/${numbered})?(?:/(?:articles)?)?$`);

/** Under which a path of a former forum may be kept, the most exact first. */
export function oldPathsOf(url: Pick<URL, "pathname" | "search">): string[] {
  const path = plainPath(url.pathname);
  if (path === undefined || path.length + url.search.length > LONGEST) return [];
  return [...(url.search ? [path + url.search] : []), ...userEchoPaths(path, url.search), path];
}

function userEchoPaths(path: string, search: string): string[] {
  const [, number] = topic.exec(path) ?? [];
  if (number) return [topicPath(plainNumber(number))];
  const [, first, words] = firstTopic.exec(path) ?? [];
  // Without words, the number is all there is: it may be the one that the topic had later.
  if (first) return [firstTopicPath(plainNumber(first)), words ? topicWordsPath(words) : topicPath(plainNumber(first))];
  const [, forumId] = forum.exec(path) ?? [];
  if (forumId) return [...chosenCategory(forumId, search), forumPath(plainNumber(forumId))];
  const [, communityNumber] = community.exec(path) ?? [];
  if (communityNumber) return [communityPath(plainNumber(communityNumber))];
  const [, base, , category] = knowledgeBase.exec(path) ?? [];
  if (base && category)
    return [knowledgeBasePath(plainNumber(base), plainNumber(category)), knowledgeBasePath(plainNumber(base))];
  return base ? [knowledgeBasePath(plainNumber(base))] : [];
}

function chosenCategory(forumId: string, search: string): string[] {
  const category = new URLSearchParams(search).get("category") ?? "";
  return /^\d{1,15}$/.test(category) ? [forumPath(plainNumber(forumId), plainNumber(category))] : [];
}

const plainNumber = (digits: string) => String(Number(digits));

/** Decoded, and without a slash at its end; undefined where it cannot be decoded. */
export function plainPath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname).normalize("NFC").replace(/\/+$/, "") || "/";
  } catch {
    return undefined;
  }
}

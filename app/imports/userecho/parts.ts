import type { OldList } from "../import.ts";
import { communityPath, forumPath, knowledgeBasePath } from "../old-paths.ts";
import { oneLine } from "../one-line.ts";
import { isArticle, oldPathsOfTopic, partNumber, wordsOf } from "./addresses.ts";
import type { Outline, Topic } from "./outline.ts";
import { isPublicForum, isPublicTopic } from "./privacy.ts";

const LONGEST_NAME = 60;

/** What the parts of the old forum (communities, knowledge bases, help desks) say of the topics in them. */
export interface Parts {
  isPublic(topic: Topic): boolean;
  isArticle(topic: Topic): boolean;
  categoryOf(topic: Topic): string | undefined;
  /** The name of the part itself. */
  nameOf(topic: Topic): string | undefined;
  oldPathsOf(topic: Topic): string[];
  /** The external id of what had such a path. */
  topicAt(path: string): string | undefined;
  lists(): OldList[];
}

export function findParts(topics: Topic[], { forums, topicsSayPrivacy }: Outline): Parts {
  const forumOf = ({ forum_id }: Topic) => forums.get(forum_id ?? "");
  const shelves = new Set(topics.filter(isArticle).map(({ forum_id }) => forum_id));
  const isPublic = (topic: Topic) => isPublicForum(forumOf(topic)) && isPublicTopic(topic, topicsSayPrivacy);
  // Only words that one topic alone has lead anywhere, and a public one's before a private one's.
  const byWords = new Map<string, Topic[]>();
  for (const topic of topics) {
    const words = wordsOf(topic)?.toLowerCase();
    if (words) byWords.set(words, [...(byWords.get(words) ?? []), topic]);
  }
  const hasWords = (topic: Topic) => {
    const same = byWords.get(wordsOf(topic)?.toLowerCase() ?? "") ?? [];
    const read = same.filter(isPublic);
    return (read.length > 0 ? read : same).length === 1 && (read[0] ?? same[0]) === topic;
  };
  const oldPathsOf = (topic: Topic) => oldPathsOfTopic(topic, hasWords(topic));
  const atPath = new Map(topics.flatMap((topic) => oldPathsOf(topic).map((path) => [path, `topic:${topic.id}`])));

  return {
    isPublic,
    isArticle: (topic) => isArticle(topic) || (topic.forum_id !== undefined && shelves.has(topic.forum_id)),
    categoryOf(topic) {
      const category = forumOf(topic)?.categories.find((known) => known?.id === topic.category_id);
      return (category && oneLine(category.name, LONGEST_NAME)) || undefined;
    },
    nameOf: (topic) => oneLine(forumOf(topic)?.name ?? "", LONGEST_NAME) || undefined,
    oldPathsOf,
    topicAt: (path) => atPath.get(path),
    lists() {
      const numbers = new Map(topics.map((topic) => [topic.forum_id, partNumber(topic)]));
      return [...forums.values()].filter(isPublicForum).flatMap((forum) => {
        const isShelf = shelves.has(forum.id);
        const number = numbers.get(forum.id) ?? forum.id;
        const own = isShelf ? knowledgeBasePath(number) : communityPath(number);
        const of = isShelf ? ("articles" as const) : ("tickets" as const);
        const shelf = isShelf ? oneLine(forum.name, LONGEST_NAME) : undefined;
        const narrowed = forum.categories.flatMap((category) => {
          if (!category) return [];
          const oldPath = isShelf ? knowledgeBasePath(number, category.id) : forumPath(forum.id, category.id);
          return [{ oldPath, of, category: oneLine(category.name, LONGEST_NAME) }];
        });
        return [...new Set([own, forumPath(forum.id)])]
          .map((oldPath) => ({ oldPath, of, category: shelf }) as OldList)
          .concat(narrowed);
      });
    },
  };
}

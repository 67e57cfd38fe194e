import type { ArticleToImport } from "../import.ts";
import { oneLine } from "../one-line.ts";
import type { MapContext } from "./map-topic.ts";
import type { Topic } from "./outline.ts";

const LONGEST_TITLE = 160;

/** A topic of a knowledge base as an article. */
export function mapArticle(
  topic: Topic,
  context: MapContext & { partOf(topic: Topic): string | undefined },
): ArticleToImport {
  return {
    externalId: `topic:${topic.id}`,
    title: oneLine(context.titleOf(topic), LONGEST_TITLE),
    readBody: context.readTopic(topic),
    category: context.categoryOf(topic) ?? context.partOf(topic) ?? "",
    isPublic: context.isPublic(topic),
    createdAt: topic.created,
    oldPaths: context.oldPathsOf(topic),
  };
}

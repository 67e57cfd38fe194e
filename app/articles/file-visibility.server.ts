import type { Db } from "#db/client.ts";
import type { Viewer } from "~/people/viewer.ts";
import { isPublished } from "./visibility.server.ts";

/**
 * Whether this viewer reads the article that a file stands at, or a translation of it, which shows the same pictures.
 * Undefined where they do not.
 */
export async function seeFileOfArticle(
  db: Db,
  viewer: Viewer,
  articleId: number,
): Promise<{ isPublic: boolean; isIndexed: boolean } | undefined> {
  const article = await db
    .selectFrom("articles")
    .select("translation_of_id")
    .where("id", "=", articleId)
    .executeTakeFirst();
  if (!article) return undefined;
  const original = article.translation_of_id ?? articleId;
  const published = await db
    .selectFrom("articles")
    .select("id")
    .where((eb) => eb.or([eb("id", "=", original), eb("translation_of_id", "=", original)]))
    .where(isPublished)
    .limit(1)
    .executeTakeFirst();
  const isPublic = published !== undefined;
  return isPublic || viewer.agent ? { isPublic, isIndexed: isPublic } : undefined;
}

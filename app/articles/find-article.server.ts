import type { Db } from "#db/client.ts";
import type { ArticleCategoryRow, ArticleRow } from "#db/schema.ts";
import type { Viewer } from "~/people/viewer.ts";
import { ticketNumber } from "~/tickets/ticket-number.ts";
import { findArticleCategory } from "./article-categories.server.ts";
import { isGoneArticle, isPublished, isPublishedArticle } from "./visibility.server.ts";

export type FoundArticle =
  | { article: ArticleRow }
  /** Strangers could read it once. */
  | { gone: true }
  | { hidden: true };

/**
 * The article of an address like `12-keys` as this viewer may see it. Comes before everything else that a page decides:
 * a draft that never was public is `hidden`, the same as a number that never was.
 */
export async function findArticle(db: Db, viewer: Viewer, ref: string): Promise<FoundArticle> {
  const article = await db.selectFrom("articles").selectAll().where("id", "=", ticketNumber(ref)).executeTakeFirst();
  if (!article) return { hidden: true };
  if (viewer.agent || isPublishedArticle(article)) return { article };
  return isGoneArticle(article) ? { gone: true } : { hidden: true };
}

/** What stands at /articles/<ref>: a category, an article by its number, or by its name alone where no other has it. */
export async function findInArticles(
  db: Db,
  viewer: Viewer,
  ref: string,
): Promise<FoundArticle | { category: ArticleCategoryRow }> {
  const name = ref.toLowerCase();
  const category = await findArticleCategory(db, name);
  if (category) return { category };
  if (ticketNumber(ref)) return findArticle(db, viewer, ref);
  const named = await db
    .selectFrom("articles")
    .selectAll()
    .where("slug", "=", name)
    .where(isPublished)
    .limit(2)
    .execute();
  return named.length === 1 && named[0] ? { article: named[0] } : { hidden: true };
}

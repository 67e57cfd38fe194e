import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { ArticleRow, Database } from "#db/schema.ts";

/*
 * Who sees which article: everybody the published ones, agents all. Every list, count, search and feed asks here.
 */

/** In SQL: articles that strangers may read. The partial index of `articles` repeats these words. */
export function isPublished(eb: ExpressionBuilder<Database, "articles">): Expression<SqlBool> {
  return eb.and([eb("articles.published_at", "is not", null), eb("articles.removed_at", "is", null)]);
}

/** The same for a row in hand. */
export function isPublishedArticle(article: Pick<ArticleRow, "published_at" | "removed_at">): boolean {
  return article.published_at !== null && article.removed_at === null;
}

/** Strangers could read it once: 410 where a draft that never was public is 404. */
export function isGoneArticle(
  article: Pick<ArticleRow, "published_at" | "removed_at" | "first_published_at">,
): boolean {
  return !isPublishedArticle(article) && article.first_published_at !== null;
}

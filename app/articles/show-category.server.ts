import type { Db } from "#db/client.ts";
import type { ArticleCategoryRow } from "#db/schema.ts";
import type { Locale } from "~/i18n/locale.ts";
import { parseCursor } from "~/tickets/list-filter.ts";
import { categoryName } from "./article-categories.server.ts";
import type { CategoryView } from "./article-page.ts";
import { listCategoryArticles } from "./list-articles.server.ts";

/**
 * One page of a category. Undefined past its end, for a malformed `after`, and for strangers where nothing is published
 * in it: that it is being prepared is not theirs to know.
 */
export async function showCategory(
  db: Db,
  category: ArticleCategoryRow,
  { locale, after, isAgent }: { locale: Locale; after: string | null; isAgent: boolean },
): Promise<CategoryView | undefined> {
  const cursor = after === null ? undefined : parseCursor(after);
  if (after !== null && !cursor) return undefined;
  const { articles, next } = await listCategoryArticles(db, { categoryId: category.id, locale, after: cursor });
  if (articles.length === 0 && (cursor || !isAgent)) return undefined;
  const name = categoryName(category, locale);
  return { category: { slug: category.slug, name }, articles, next, isFirstPage: after === null, isAgent };
}

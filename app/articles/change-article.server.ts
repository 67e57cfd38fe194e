import type { Trx } from "#db/client.ts";
import type { ArticleRow } from "#db/schema.ts";
import { EVERYTHING, makesNothingStale, makesStale } from "#db/stale.ts";
import { ARTICLES } from "~/http/page-tags.ts";
import { isTelling, noteAddresses } from "~/site/indexnow.server.ts";
import { articlePath } from "~/urls.ts";
import { indexArticle } from "./index-article.server.ts";
import { isPublishedArticle } from "./visibility.server.ts";

/** The article as it is now, inside the transaction that is going to change it. */
export async function lockArticle(trx: Trx, id: number): Promise<ArticleRow> {
  return trx.selectFrom("articles").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

/**
 * The only way to change an article's row: keeps its entry in the search index, which kept pages are stale, and when
 * strangers last saw it change. Nothing that only agents see moves that time.
 */
export async function changeArticle(
  trx: Trx,
  article: ArticleRow,
  change: Partial<ArticleRow>,
  now: number,
): Promise<ArticleRow> {
  const changed: ArticleRow = { ...article, ...change };
  const wasPublic = isPublishedArticle(article);
  const isPublic = isPublishedArticle(changed);
  if (isPublic) changed.first_published_at ??= now;
  if (isPublic !== wasPublic || (isPublic && seen.some((column) => changed[column] !== article[column]))) {
    changed.public_changed_at = now;
    await noteArticleChange(trx, article, changed, now);
  }
  const { id, ...columns } = changed;
  await trx.updateTable("articles").set(columns).where("id", "=", id).execute();
  if (isPublic || wasPublic) {
    // With the first article, and without the last, every page changes: its header leads to the knowledge base.
    makesStale(trx, isPublic === wasPublic ? ARTICLES : EVERYTHING);
    await indexArticle(trx, changed);
  } else {
    makesNothingStale(trx);
  }
  return changed;
}

/** Notes an article's address for search engines, and the one that it had. */
async function noteArticleChange(trx: Trx, before: ArticleRow, after: ArticleRow, now: number): Promise<void> {
  if (!(await isTelling(trx))) return;
  await noteAddresses(trx, new Set([before, after].filter(isPublishedArticle).map(articlePath)), now);
}

/** What a stranger sees of an article. */
const seen = ["title", "summary", "html", "slug", "category_id", "translation_of_id", "language"] as const;

import type { Db } from "#db/client.ts";
import type { Locale } from "~/i18n/locale.ts";
import { categoryName, listArticleCategories } from "./article-categories.server.ts";
import type { ArticleCategory } from "./article-category.ts";
import { articleState } from "./article-state.ts";
import type { ParsedShelfFilter, Shelf, ShelfArticle } from "./shelf.ts";

const MOST_ARTICLES = 2_000;

/** All articles by category as the team sees them, or undefined where the filter's category is not there. */
export async function listShelf(db: Db, filter: ParsedShelfFilter, locale: Locale): Promise<Shelf | undefined> {
  const [categories, rows] = await Promise.all([listArticleCategories(db), readArticles(db)]);
  const chosen = categories.filter(({ slug }) => !filter.category || slug === filter.category);
  if (filter.category && chosen.length === 0) return undefined;

  const groups = groupTranslations(rows);
  const lines = rows
    .slice(0, MOST_ARTICLES)
    .filter((row) => !filter.language || row.language === filter.language)
    .filter((row) => chosen.some(({ id }) => id === row.category_id))
    .map((row) => ({ categoryId: row.category_id, article: shelfArticle(row, groups.get(originalOf(row)) ?? []) }));
  const counts = { all: 0, draft: 0, published: 0, changed: 0, removed: 0 };
  for (const { article } of lines) {
    counts[article.state] += 1;
    if (article.state !== "removed") counts.all += 1;
  }
  const isShown = ({ state }: ShelfArticle) => (filter.state ? state === filter.state : state !== "removed");
  return {
    categories: chosen.map((category) => ({
      id: category.id,
      slug: category.slug,
      name: categoryName(category, locale),
      articles: lines
        .filter(({ categoryId }) => categoryId === category.id)
        .map(({ article }) => article)
        .filter(isShown),
    })),
    counts,
    isCut: rows.length > MOST_ARTICLES,
  };
}

const originalOf = (row: ArticleLine) => row.translation_of_id ?? row.id;

/** An article and its translations, by the number of the original. */
function groupTranslations(rows: ArticleLine[]): Map<number, ArticleLine[]> {
  const groups = new Map<number, ArticleLine[]>();
  for (const row of rows) {
    const group = groups.get(originalOf(row)) ?? [];
    groups.set(originalOf(row), group);
    if (row.removed_at === null) group.push(row);
  }
  return groups;
}

/** The categories for those who arrange them. */
export async function listCategoriesForTeam(db: Db, locale: Locale): Promise<ArticleCategory[]> {
  const [categories, counts] = await Promise.all([
    listArticleCategories(db),
    db
      .selectFrom("articles")
      .select((eb) => ["category_id", eb.fn.countAll<number>().as("count")])
      .where("removed_at", "is", null)
      .groupBy("category_id")
      .execute(),
  ]);
  return categories.map((category) => ({
    id: category.id,
    slug: category.slug,
    name: categoryName(category, locale),
    names: JSON.parse(category.names),
    articles: counts.find(({ category_id }) => category_id === category.id)?.count ?? 0,
  }));
}

type ArticleLine = Awaited<ReturnType<typeof readArticles>>[number];

function shelfArticle(row: ArticleLine, group: ArticleLine[]): ShelfArticle {
  return {
    id: row.id,
    title: row.title,
    language: row.language,
    state: articleState(row, row.newest_revision ?? 0),
    translations: group.filter(({ id }) => id !== row.id).map(({ id, language }) => ({ id, language })),
    answeredTickets: row.answered ?? 0,
    helped: row.helped ?? 0,
    didNotHelp: (row.feedback ?? 0) - (row.helped ?? 0),
    changedAt: row.newest_at ?? row.changed_at,
  };
}

async function readArticles(db: Db) {
  return db
    .selectFrom("articles")
    .select([
      "articles.id",
      "articles.category_id",
      "articles.title",
      "articles.language",
      "articles.translation_of_id",
      "articles.published_at",
      "articles.removed_at",
      "articles.published_revision_id",
      "articles.changed_at",
    ])
    .select((eb) => [
      eb
        .selectFrom("article_revisions as newest")
        .select((max) => max.fn.max("newest.id").as("id"))
        .whereRef("newest.article_id", "=", "articles.id")
        .as("newest_revision"),
      eb
        .selectFrom("article_revisions as last")
        .select((max) => max.fn.max("last.created_at").as("at"))
        .whereRef("last.article_id", "=", "articles.id")
        .as("newest_at"),
      eb
        .selectFrom("ticket_articles")
        .select((count) => count.fn.count<number>("ticket_id").distinct().as("count"))
        .whereRef("ticket_articles.article_id", "=", "articles.id")
        .where("relation", "=", "answer")
        .as("answered"),
      eb
        .selectFrom("article_feedback")
        .select((count) => count.fn.countAll<number>().as("count"))
        .whereRef("article_feedback.article_id", "=", "articles.id")
        .as("feedback"),
      eb
        .selectFrom("article_feedback as yes")
        .select((sum) => sum.fn.sum<number | null>("yes.helped").as("sum"))
        .whereRef("yes.article_id", "=", "articles.id")
        .as("helped"),
    ])
    .orderBy("articles.position")
    .orderBy("articles.id")
    .limit(MOST_ARTICLES + 1)
    .execute();
}

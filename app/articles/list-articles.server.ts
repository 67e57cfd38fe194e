import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import { keptUntilStale } from "#db/kept-until-stale.ts";
import { ARTICLE_TICKETS, ARTICLES } from "~/http/page-tags.ts";
import type { Locale } from "~/i18n/locale.ts";
import { type Cursor, cursorText } from "~/tickets/list-filter.ts";
import { answeredCount } from "./answered-tickets.server.ts";
import { categoryName } from "./article-categories.server.ts";
import type { ArticleCard, Shelf } from "./article-page.ts";
import { isPublished } from "./visibility.server.ts";

/** On the shelf of a category; the rest is on its page. */
export const ON_A_SHELF = 12;
export const ON_A_PAGE = 100;

const cardColumns = ["articles.id", "slug", "title", "summary", "language", "changed_at"] as const;

interface CardRow {
  id: number;
  slug: string;
  title: string;
  summary: string;
  language: string;
  changed_at: number;
  answered: number | null;
}

const card = ({ id, slug, title, summary, language, changed_at, answered }: CardRow): ArticleCard => ({
  id,
  slug,
  title,
  summary,
  language,
  changedAt: changed_at,
  answered: answered ?? 0,
});

/** Of each article and its translations the one in the language, else the one that was translated, else any. */
function oneOfEach(db: Db, locale: Locale) {
  return db
    .selectFrom("articles")
    .select(["id", "category_id", "position"])
    .select(
      sql<number>`row_number() over (
        partition by category_id, coalesce(translation_of_id, id)
        order by language <> ${locale}, translation_of_id is not null, id)`.as("choice"),
    )
    .where(isPublished);
}

/** The knowledge base as the contents of a book: every category that has something, with its first articles. */
export async function listShelves(db: Db, locale: Locale): Promise<Shelf[]> {
  const rows = await db
    .with("chosen", () => oneOfEach(db, locale))
    .with("placed", (parts) =>
      parts
        .selectFrom("chosen")
        .select([
          "id",
          sql<number>`row_number() over (partition by category_id order by position, id)`.as("place"),
          sql<number>`count(*) over (partition by category_id)`.as("count"),
        ])
        .where("choice", "=", 1),
    )
    .selectFrom("placed")
    .innerJoin("articles", "articles.id", "placed.id")
    .innerJoin("article_categories", "article_categories.id", "articles.category_id")
    .select(["articles.id", "articles.slug", "title", "summary", "language", "articles.changed_at", "count"])
    .select(["article_categories.slug as category_slug", "names"])
    .select((eb) => answeredCount(eb as never))
    .where("place", "<=", ON_A_SHELF)
    .orderBy("article_categories.position")
    .orderBy("article_categories.id")
    .orderBy("place")
    .execute();
  const shelves = new Map<string, Shelf>();
  for (const row of rows) {
    const slug = row.category_slug;
    const shelf = shelves.get(slug) ?? {
      slug,
      name: categoryName({ names: row.names, slug }, locale),
      articles: [],
      count: row.count,
    };
    shelf.articles.push(card(row));
    shelves.set(slug, shelf);
  }
  return [...shelves.values()];
}

/** One page of a category's articles, and `after` of the next. */
export async function listCategoryArticles(
  db: Db,
  { categoryId, locale, after }: { categoryId: number; locale: Locale; after?: Cursor },
): Promise<{ articles: ArticleCard[]; next: string | null }> {
  const rows = await db
    .with("chosen", () => oneOfEach(db, locale).where("category_id", "=", categoryId))
    .selectFrom("chosen")
    .innerJoin("articles", "articles.id", "chosen.id")
    .select([...cardColumns, "articles.position"])
    .select((eb) => answeredCount(eb as never))
    .where("choice", "=", 1)
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb("articles.position", ">", after?.value ?? 0),
          eb.and([eb("articles.position", "=", after?.value ?? 0), eb("articles.id", ">", after?.id ?? 0)]),
        ]),
      ),
    )
    .orderBy("articles.position")
    .orderBy("articles.id")
    .limit(ON_A_PAGE + 1)
    .execute();
  const shown = rows.slice(0, ON_A_PAGE);
  const last = rows.length > ON_A_PAGE ? shown.at(-1) : undefined;
  return { articles: shown.map(card), next: last ? cursorText({ value: last.position, id: last.id }) : null };
}

/** For the home page: those that answered most tickets; where none has answered any, those that come first. */
export const listTopArticles = keptUntilStale(
  [ARTICLES, ARTICLE_TICKETS],
  async (db, { locale, limit }: { locale: Locale; limit: number }): Promise<ArticleCard[]> => {
    const rows = await db
      .with("chosen", () => oneOfEach(db, locale))
      // What a card shows is read of those only that have one: it lies behind the text of each article.
      .with("top", (parts) =>
        parts
          .selectFrom("chosen as articles")
          .innerJoin("article_categories", "article_categories.id", "articles.category_id")
          .select(["articles.id", "article_categories.position as shelf", "articles.position as place"])
          .select((eb) => answeredCount(eb as never))
          .where("choice", "=", 1)
          .orderBy("answered", "desc")
          .orderBy("shelf")
          .orderBy("place")
          .orderBy("articles.id")
          .limit(limit),
      )
      .selectFrom("top")
      .innerJoin("articles", "articles.id", "top.id")
      .select([...cardColumns, "answered"])
      .orderBy("answered", "desc")
      .orderBy("shelf")
      .orderBy("place")
      .orderBy("articles.id")
      .execute();
    return rows.map((row) => card(row as CardRow));
  },
);

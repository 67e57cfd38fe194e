import type { Db, Trx } from "#db/client.ts";
import type { ArticleCategoryRow, ArticleRow } from "#db/schema.ts";
import { newestRevision } from "../write-article.server.ts";
import { type ArticleFacts, oneLine, tidyBody } from "./article-file.ts";
import { type CategoryFacts, inOrder } from "./category-file.ts";
import { type FilePlace, pathOf, sourcePaths } from "./file-place.ts";

/** An article as it is on the site, with what its file would say. */
export interface KnownArticle {
  row: ArticleRow;
  facts: ArticleFacts;
  newest: { id: number; agentId: number | null; createdAt: number };
}

/** The article that came from a file of this name, wherever it is now; else the one that has the file's place. */
export async function findKnownArticle(db: Db | Trx, place: FilePlace): Promise<KnownArticle | undefined> {
  const row =
    (await db
      .selectFrom("articles")
      .selectAll()
      .where("source_path", "in", sourcePaths(pathOf(place)))
      .executeTakeFirst()) ?? (await findArticleAt(db, place));
  return row && describeArticle(db, row);
}

export async function findArticleAt(db: Db | Trx, { category, slug }: FilePlace): Promise<ArticleRow | undefined> {
  return db
    .selectFrom("articles")
    .innerJoin("article_categories", "article_categories.id", "articles.category_id")
    .selectAll("articles")
    .where("article_categories.slug", "=", category)
    .where("articles.slug", "=", slug)
    .executeTakeFirst();
}

export async function describeArticle(db: Db | Trx, row: ArticleRow): Promise<KnownArticle> {
  const { slug: category } = await db
    .selectFrom("article_categories")
    .select("slug")
    .where("id", "=", row.category_id)
    .executeTakeFirstOrThrow();
  const newest = await newestRevision(db, row.id);
  return {
    row,
    newest: { id: newest?.id ?? 0, agentId: newest?.agent_id ?? null, createdAt: newest?.created_at ?? row.created_at },
    facts: {
      category,
      slug: row.slug,
      title: oneLine(row.title),
      summary: oneLine(row.summary),
      language: row.language,
      translationOf: await findOriginal(db, row),
      order: row.position,
      isDraft: row.published_at === null,
      body: tidyBody(row.body),
    },
  };
}

async function findOriginal(db: Db | Trx, { translation_of_id }: ArticleRow): Promise<string | null> {
  if (translation_of_id === null) return null;
  const original = await db
    .selectFrom("articles")
    .innerJoin("article_categories", "article_categories.id", "articles.category_id")
    .select(["article_categories.slug as category", "articles.slug"])
    .where("articles.id", "=", translation_of_id)
    .where("articles.removed_at", "is", null)
    .executeTakeFirst();
  return original ? `${original.category}/${original.slug}` : null;
}

export async function findKnownCategory(db: Db | Trx, path: string, slug: string) {
  const ofFile = await db
    .selectFrom("article_categories")
    .selectAll()
    .where("source_path", "in", sourcePaths(path))
    .executeTakeFirst();
  return ofFile ?? (await db.selectFrom("article_categories").selectAll().where("slug", "=", slug).executeTakeFirst());
}

/** What a category's index.md would say. */
export function describeCategory({ position, names }: ArticleCategoryRow): CategoryFacts {
  return { order: position, names: inOrder(JSON.parse(names) as CategoryFacts["names"]) };
}

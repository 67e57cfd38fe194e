import type { Db, Trx } from "#db/client.ts";
import type { ArticleCategoryRow } from "#db/schema.ts";
import { makesStale } from "#db/stale.ts";
import { ARTICLES } from "~/http/page-tags.ts";
import type { Locale } from "~/i18n/locale.ts";

const MOST_CATEGORIES = 200;

/** All categories of the knowledge base in their order. */
export async function listArticleCategories(db: Db | Trx): Promise<ArticleCategoryRow[]> {
  return db
    .selectFrom("article_categories")
    .selectAll()
    .orderBy("position")
    .orderBy("id")
    .limit(MOST_CATEGORIES)
    .execute();
}

export async function findArticleCategory(db: Db | Trx, slug: string): Promise<ArticleCategoryRow | undefined> {
  return db.selectFrom("article_categories").selectAll().where("slug", "=", slug).executeTakeFirst();
}

/** The category's name in a language; where it has none there, in English, in any, else its slug. */
export function categoryName({ names, slug }: Pick<ArticleCategoryRow, "names" | "slug">, locale: Locale): string {
  const byLocale = JSON.parse(names) as Partial<Record<string, string>>;
  return byLocale[locale] ?? byLocale.en ?? Object.values(byLocale)[0] ?? slug;
}

interface NewCategory {
  slug: string;
  names: Partial<Record<Locale, string>>;
  /** Behind the others when it is left out. */
  position?: number;
  /** Its index.md. */
  source?: { path: string; text: string };
  now: number;
}

/** Adds a category; the slug must be free. Returns its id. */
export async function addArticleCategory(trx: Trx, category: NewCategory): Promise<number> {
  const { slug, names, position, source, now } = category;
  makesStale(trx, ARTICLES);
  const { last } = await trx
    .selectFrom("article_categories")
    .select((eb) => eb.fn.max("position").as("last"))
    .executeTakeFirstOrThrow();
  const { id } = await trx
    .insertInto("article_categories")
    .values({
      slug,
      names: JSON.stringify(names),
      position: position ?? (last ?? 0) + 1,
      source_path: source?.path ?? null,
      source_text: source?.text ?? null,
      created_at: now,
      changed_at: now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

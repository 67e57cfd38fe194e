import { type Db, inTransaction, type Trx } from "#db/client.ts";
import { type Doer, noteDeed } from "~/audit/note-deed.server.ts";
import { type Locale, locales } from "~/i18n/locale.ts";
import { categorySlug } from "~/site/category-slug.ts";
import { addArticleCategory, listArticleCategories } from "./article-categories.server.ts";

export type CategoryNames = Partial<Record<Locale, string>>;

/** Adds a category behind the others. Its address is made of its English name, else of its first, and stays. */
export async function addNamedCategory(
  db: Db,
  { names, now, doer }: { names: CategoryNames; now: number; doer?: Doer },
): Promise<{ id: number; slug: string }> {
  return inTransaction(db, async (trx) => {
    const locale = locales.find((one) => names[one]) ?? "en";
    const slug = await freeSlug(trx, categorySlug(names[locale] ?? "", locale) || "category");
    const id = await addArticleCategory(trx, { slug, names, now });
    await noteDeed(trx, doer, "article_category.added", { subject: id });
    return { id, slug };
  });
}

/** Gives a category other names. Its address stays, so that links keep working, and so does its file. */
export async function renameArticleCategory(
  db: Db,
  { id, names, now, doer }: { id: number; names: CategoryNames; now: number; doer?: Doer },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx
      .updateTable("article_categories")
      .set({ names: JSON.stringify(names), changed_at: now })
      .where("id", "=", id)
      .execute();
    await noteDeed(trx, doer, "article_category.renamed", { subject: id });
  });
}

/** Moves a category one place. At the end of the list nothing happens. */
export async function moveArticleCategory(
  db: Db,
  { id, by, now, doer }: { id: number; by: -1 | 1; now: number; doer?: Doer },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const categories = await listArticleCategories(trx);
    const from = categories.findIndex((category) => category.id === id);
    const [moved, other] = [categories[from], categories[from + by]];
    if (!moved || !other) return;
    [categories[from], categories[from + by]] = [other, moved];
    for (const [index, { id: each, position }] of categories.entries()) {
      if (position === index + 1) continue;
      await trx
        .updateTable("article_categories")
        .set({ position: index + 1, changed_at: now })
        .where("id", "=", each)
        .execute();
    }
    await noteDeed(trx, doer, "article_category.moved", { subject: id });
  });
}

/** Removes a category that has no articles, removed ones included: they can be restored. Returns false where it has. */
export async function removeArticleCategory(db: Db, id: number, doer?: Doer): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom("article_categories")
      .where("id", "=", id)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom("articles").select("id").where("category_id", "=", id))),
      )
      .executeTakeFirstOrThrow();
    if (numDeletedRows > 0n) await noteDeed(trx, doer, "article_category.removed", { subject: id });
    return numDeletedRows > 0n;
  });
}

/** Whether another category is called that in the same language. */
export async function isNameTaken(db: Db, names: CategoryNames, exceptId?: number): Promise<boolean> {
  const others = (await listArticleCategories(db)).filter(({ id }) => id !== exceptId);
  return others.some((other) => {
    const theirs = JSON.parse(other.names) as CategoryNames;
    return locales.some((locale) => names[locale] && names[locale].toLowerCase() === theirs[locale]?.toLowerCase());
  });
}

async function freeSlug(trx: Trx, wanted: string): Promise<string> {
  const taken = new Set((await listArticleCategories(trx)).map(({ slug }) => slug));
  let slug = wanted;
  for (let number = 2; taken.has(slug); number += 1) slug = `${wanted}-${number}`;
  return slug;
}

import type { Trx } from "#db/client.ts";
import type { ArticleRow } from "#db/schema.ts";
import type { FieldError } from "~/http/form.ts";
import { articleSlug } from "./article-slug.ts";
import type { ArticleValues } from "./edit-form.ts";

export interface Place {
  category_id: number;
  slug: string;
  language: string;
  translation_of_id: number | null;
}

/**
 * Where an article is going to stand: its address, and whose translation it is; or what stands in the way.
 * Without a typed address it gets one of its title, with a number behind where that is taken.
 */
export async function choosePlace(
  trx: Trx,
  values: ArticleValues,
  article?: ArticleRow,
): Promise<Place | { errors: FieldError[] }> {
  const { title, category, language } = values;
  const wanted = articleSlug(values.slug || title, language);
  const slug = await freeSlug(trx, { categoryId: category, wanted, except: article?.id });
  const isTaken = values.slug !== "" && slug !== wanted;
  const translation = await chooseOriginal(trx, values, article);
  const errors: FieldError[] = [
    ...(isTaken ? [{ field: "slug", message: "editor:error.slug_taken", values: { slug: wanted } }] : []),
    ...("error" in translation ? [translation.error] : []),
  ];
  if (errors.length > 0 || "error" in translation) return { errors };
  return { category_id: category, slug, language, translation_of_id: translation.id };
}

/** The address itself where it is free in the category, else with a number behind. */
export async function freeSlug(
  trx: Trx,
  { categoryId, wanted, except = 0 }: { categoryId: number; wanted: string; except?: number },
): Promise<string> {
  const rows = await trx
    .selectFrom("articles")
    .select("slug")
    .where("category_id", "=", categoryId)
    .where("id", "<>", except)
    .execute();
  const taken = new Set(rows.map((row) => row.slug));
  let slug = wanted;
  for (let number = 2; taken.has(slug); number += 1) slug = `${wanted}-${number}`;
  return slug;
}

/** The article that this one translates. A translation of a translation belongs to the original. */
async function chooseOriginal(
  trx: Trx,
  values: ArticleValues,
  article?: ArticleRow,
): Promise<{ id: number | null } | { error: FieldError }> {
  const { language } = values;
  const chosen = values["translation-of"];
  const refused = (field: string, message: string) => ({ error: { field, message: `editor:error.${message}` } });
  const original = chosen === null ? undefined : await findOriginal(trx, chosen);
  if (chosen !== null && (!original || original.id === article?.id)) {
    return refused("translation-of", "translation_unknown");
  }
  const own = article ? await listGroup(trx, article.id) : [];
  if (original && own.some(({ id }) => id !== article?.id)) return refused("translation-of", "has_translations");
  const group = original ? await listGroup(trx, original.id) : own;
  const isTaken = group.some((other) => other.id !== article?.id && other.language === language);
  return isTaken ? refused("language", "translation_taken") : { id: original?.id ?? null };
}

async function findOriginal(trx: Trx, id: number): Promise<{ id: number } | undefined> {
  const row = await trx
    .selectFrom("articles")
    .select(["id", "translation_of_id"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row && { id: row.translation_of_id ?? row.id };
}

/** An original and its translations, without what was removed. */
async function listGroup(trx: Trx, originalId: number) {
  return trx
    .selectFrom("articles")
    .select(["id", "language"])
    .where((eb) => eb.or([eb("id", "=", originalId), eb("translation_of_id", "=", originalId)]))
    .where("removed_at", "is", null)
    .execute();
}

import type { Db } from "#db/client.ts";
import type { Doer } from "~/audit/note-deed.server.ts";
import { type CategoryAgain, nameField, parseCategoryForm } from "./category-forms.ts";
import {
  addNamedCategory,
  isNameTaken,
  moveArticleCategory,
  removeArticleCategory,
  renameArticleCategory,
} from "./change-categories.server.ts";

export const categoryActs = ["category-add", "category-rename", "category-up", "category-down", "category-remove"];

/** Carries out one form of the categories' page; undefined when it was done, else the form to show again. */
export async function changeArticleCategories(
  db: Db,
  { form, intent, doer }: { form: URLSearchParams; intent: string; doer: Doer },
): Promise<CategoryAgain | undefined> {
  const { now } = doer;
  const id = Number(/^\d{1,9}$/.exec(form.get("category") ?? "")?.[0] ?? 0);
  if (intent === "category-up" || intent === "category-down") {
    await moveArticleCategory(db, { id, by: intent === "category-up" ? -1 : 1, now, doer });
    return undefined;
  }
  if (intent === "category-remove") {
    if (await removeArticleCategory(db, id, doer)) return undefined;
    const errors = [{ field: nameField(id, "en"), message: "editor:error.category_in_use" }];
    return { category: String(id), typed: Object.fromEntries(form), errors };
  }
  const { names, ...again } = parseCategoryForm(form);
  if (!names) return again;
  if (await isNameTaken(db, names, id)) {
    return { ...again, errors: [{ field: nameField(again.category, "en"), message: "editor:error.name_taken" }] };
  }
  if (intent === "category-add") await addNamedCategory(db, { names, now, doer });
  else await renameArticleCategory(db, { id, names, now, doer });
  return undefined;
}

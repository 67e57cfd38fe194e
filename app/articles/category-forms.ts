import { z } from "zod";
import { type FieldError, parseForm } from "~/http/form.ts";
import { oneLine } from "~/http/one-line.ts";
import { type Locale, locales } from "~/i18n/locale.ts";

const LONGEST_NAME = 60;

const name = z.string().default("").transform(oneLine).pipe(z.string().max(LONGEST_NAME, "editor:error.too_long"));

const schema = z.object({ "name-en": name, "name-ru": name, "name-uk": name });

/** A category in the form of its names. */
export interface CategoryAgain {
  /** Its number, or "new". */
  category: string;
  typed: Record<string, string>;
  errors: FieldError[];
}

/** The id of a name's field: each category of the page has its own. */
export const nameField = (category: string | number, locale: Locale) => `category-${category}-${locale}`;

/** The names of a category by language; one is enough. Errors are at the fields of that category. */
export function parseCategoryForm(form: URLSearchParams): CategoryAgain & { names?: Partial<Record<Locale, string>> } {
  const category = form.get("category") ?? "new";
  const { typed, errors, values } = parseForm(schema, form);
  const placed = errors.map((error) => ({
    ...error,
    field: error.field.replace("name", `category-${category}`),
  }));
  if (!values) return { category, typed, errors: placed };
  const names = Object.fromEntries(
    locales.map((locale) => [locale, values[`name-${locale}`]]).filter(([, text]) => text),
  );
  if (Object.keys(names).length > 0) return { category, typed, errors: [], names };
  return {
    category,
    typed,
    errors: [{ field: nameField(category, locales[0]), message: "editor:error.name_missing" }],
  };
}

import { z } from "zod";
import { type ParsedForm, parseForm } from "~/http/form.ts";
import { oneLine } from "~/http/one-line.ts";
import { locales } from "~/i18n/locale.ts";
import { LONGEST } from "./article.ts";

/** Line ends as one, no control characters but tabs and line breaks. */
const text = z
  .string()
  .default("")
  .transform((value) => value.replace(/[^\P{Cc}\t\n]/gu, ""));

const line = text.transform(oneLine);

const number = (message: string) =>
  z
    .string()
    .default("")
    .pipe(
      z
        .string()
        .trim()
        .regex(/^\d{0,9}$/, message),
    );
const orNull = (value: string) => (value ? Number(value) : null);

const schema = z.object({
  title: line.pipe(z.string().min(1, "editor:error.title_missing").max(LONGEST.title, "editor:error.too_long")),
  summary: line.pipe(z.string().max(LONGEST.summary, "editor:error.too_long")),
  body: text
    .transform((value) => value.replace(/\s+$/, ""))
    .pipe(z.string().max(LONGEST.body, "editor:error.body_long")),
  category: number("editor:error.category_missing").transform(Number),
  language: z.string().default(""),
  "translation-of": number("editor:error.translation_unknown").transform(orNull),
  slug: line.pipe(z.string().max(LONGEST.slug, "editor:error.too_long")),
  position: number("editor:error.position_unclear").transform(orNull),
  // What is no revision of ours stops a save once, like an old one.
  seen: z.coerce.number().int().catch(0),
});

export type ArticleValues = z.infer<typeof schema>;

/** The languages that an article may be in: the site's, and the one it has. */
export const articleLanguages = (current?: string) => [...new Set([...locales, ...(current ? [current] : [])])];

/** The editor's form. What goes to readers must have a text. `language` is the one that the article has now. */
export function parseArticleForm(
  form: URLSearchParams,
  { language, isPublished }: { language?: string; isPublished: boolean },
): ParsedForm<ArticleValues> {
  const parsed = parseForm(schema, form);
  if (!parsed.values) return parsed;
  const errors = [
    ...(isPublished && !parsed.values.body.trim() ? [{ field: "body", message: "editor:error.body_missing" }] : []),
    ...(articleLanguages(language).includes(parsed.values.language)
      ? []
      : [{ field: "language", message: "editor:error.language_missing" }]),
  ];
  return errors.length > 0 ? { typed: parsed.typed, errors } : parsed;
}

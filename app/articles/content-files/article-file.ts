import { z } from "zod";
import { locales } from "~/i18n/locale.ts";
import { cleanText } from "~/markdown/clean-text.ts";
import {
  type Head,
  readFrontMatter,
  type SplitFile,
  setKey,
  splitFile,
  withLineEndsOf,
  writeHead,
} from "~/markdown/front-matter.ts";
import { type ArticleText, LONGEST } from "../article.ts";
import type { FilePlace } from "./file-place.ts";

/** What a file says of its article, and what the site says of the same. */
export interface ArticleFacts extends ArticleText, FilePlace {
  language: string;
  /** "category/slug" of the original. */
  translationOf: string | null;
  order: number;
  isDraft: boolean;
}

/** The order of who has none: behind the others. It is written as no line, so that no file gets one by itself. */
export const UNORDERED = 1_000;
const HIGHEST_ORDER = 1_000_000;

/** "~" and "null" are what YAML writes for nothing. */
const isNothing = (value: unknown) => value === "" || value === "~" || value === "null";
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (isNothing(value) ? undefined : value), schema.optional());

const line = (key: string, most: number) =>
  z
    .string(`\`${key}\` is one line of text`)
    .transform((text) => oneLine(text))
    .refine((text) => text.length <= most, `\`${key}\` has at most ${most} characters`);

export const orderKey = optional(
  z
    .string("`order` is a whole number")
    .regex(/^\d{1,7}$/, "`order` is a whole number")
    .transform(Number)
    .refine((order) => order <= HIGHEST_ORDER, `\`order\` is at most ${HIGHEST_ORDER}`),
);

const TITLE = "it needs a line `title: …`";
const front = z.object({
  title: z.preprocess((value) => value ?? "", line("title", LONGEST.title)).refine((title) => title !== "", TITLE),
  summary: optional(line("summary", LONGEST.summary)),
  language: z.enum(locales, `it needs a line \`language: …\` with one of ${locales.join(", ")}`),
  translation_of: optional(
    z
      .string("`translation_of` is the name of the original's file")
      .transform((text) => text.replace(/^\.\.\//, "").replace(/\.md$/, ""))
      .refine(
        (text) => /^([a-z0-9-]+\/)?[a-z0-9-]+$/.test(text),
        "`translation_of` is the name of the original's file",
      ),
  ),
  order: orderKey,
  draft: optional(z.enum(["true", "false"], "`draft` is true or false")),
});

/** Reads the file of an article. Throws an Error that says what its author has to mend. */
export function parseArticleFile(source: string, { category, slug }: FilePlace): ArticleFacts {
  const { head, body: text } = readFrontMatter(source);
  const { title, summary = "", language, translation_of, order = UNORDERED, draft } = parseKeys(front, head);
  const body = tidyBody(text);
  if (body === "") throw new Error("there is no text under its front matter");
  if (body.length > LONGEST.body) throw new Error(`its text has more than ${LONGEST.body} characters: make two of it`);
  const translationOf = translation_of?.includes("/") ? translation_of : `${category}/${translation_of}`;
  return {
    category,
    slug,
    title,
    summary,
    language,
    translationOf: translation_of ? translationOf : null,
    order,
    isDraft: draft === "true",
    body,
  };
}

/** Checks the keys of a head; the Error names everything that is wrong with them. */
export function parseKeys<Schema extends z.ZodType>(schema: Schema, head: Head): z.output<Schema> {
  const parsed = schema.safeParse(Object.fromEntries(head));
  if (!parsed.success) throw new Error([...new Set(parsed.error.issues.map(({ message }) => message))].join("; "));
  return parsed.data;
}

/** Keys that mean nothing: mostly a slip of the pen. */
export function unknownKeys(source: string): string[] {
  return [...readFrontMatter(source).head.keys()].filter((key) => !Object.hasOwn(front.shape, key));
}

export const oneLine = (text: string) => cleanText(text).replace(/\s+/g, " ").trim();

/** The text as the site keeps it: without empty lines around it, each line ending in "\n". */
export function tidyBody(text: string): string {
  return cleanText(text)
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd();
}

/** Whether two descriptions say the same. */
export function isSame<Facts extends object>(one: Facts, other: Facts): boolean {
  const keys = Object.keys(one) as (keyof Facts)[];
  return keys.every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]));
}

/**
 * The file of an article: the one that was read, to the byte, where it says the same; else that one with what changed;
 * else a new one.
 */
export function writeArticleFile(facts: ArticleFacts, source: string | null): string {
  for (const text of source ? [source, edited(source, facts)] : []) if (says(text, facts)) return text;
  const { title, summary, language, order, isDraft, body } = facts;
  const keys = { title, summary, language, translation_of: translationKey(facts), order: orderLine(order) };
  return `---\n${writeHead({ ...keys, draft: isDraft || undefined })}---\n\n${body}\n`;
}

function says(source: string, facts: ArticleFacts): boolean {
  const read = readFacts(source, facts);
  return read !== undefined && isSame(read, facts);
}

function readFacts(source: string, place: FilePlace): ArticleFacts | undefined {
  try {
    return parseArticleFile(source, place);
  } catch {
    return undefined;
  }
}

function edited(source: string, facts: ArticleFacts): string {
  const parts = splitFile(source);
  const before = readFacts(source, facts);
  if (!parts || !before) return source;
  const changed = (Object.keys(keyOf) as (keyof typeof keyOf)[]).filter((fact) => before[fact] !== facts[fact]);
  const head = changed.reduce((text, fact) => setKey(text, [keyOf[fact]], writtenValue(facts, fact)), parts.head);
  return parts.open + head + parts.close + (before.body === facts.body ? parts.body : newBody(parts, facts.body));
}

/** The new text between the empty lines that stood around the old one. */
function newBody({ open, body }: SplitFile, text: string): string {
  const before = /^(?:[ \t]*\r?\n)*/.exec(body)?.[0] ?? "";
  const after = body.slice(body.trimEnd().length);
  return before + withLineEndsOf(open, text) + after;
}

const keyOf = {
  title: "title",
  summary: "summary",
  language: "language",
  translationOf: "translation_of",
  order: "order",
  isDraft: "draft",
} as const;

function writtenValue(facts: ArticleFacts, fact: keyof typeof keyOf): string | undefined {
  if (fact === "translationOf") return translationKey(facts);
  if (fact === "order") return orderLine(facts.order)?.toString();
  return String(facts[fact]);
}

/** What stands behind `order:`; undefined where there is no such line. */
export const orderLine = (order: number) => (order === UNORDERED ? undefined : order);

function translationKey({ translationOf, category }: ArticleFacts): string | undefined {
  if (translationOf === null) return undefined;
  return translationOf.startsWith(`${category}/`) ? translationOf.slice(category.length + 1) : translationOf;
}

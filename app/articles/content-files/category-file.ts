import { z } from "zod";
import { type Locale, locales } from "~/i18n/locale.ts";
import { readFrontMatter, setKey, splitFile, writeHead } from "~/markdown/front-matter.ts";
import { isSame, oneLine, orderKey, orderLine, parseKeys, UNORDERED } from "./article-file.ts";

/** What a category's index.md says of it. */
export interface CategoryFacts {
  order: number;
  names: Partial<Record<Locale, string>>;
}

const LONGEST_NAME = 60;

const NAMES = "it needs `names:` with a line for each language, like `  en: Guides`";
const front = z.object({ order: orderKey, names: z.instanceof(Map, { error: NAMES }) });

/** Reads a category's index.md. Throws an Error that says what its author has to mend. */
export function parseCategoryFile(source: string): CategoryFacts {
  const { order = UNORDERED, names } = parseKeys(front, readFrontMatter(source).head);
  const known = locales.flatMap((locale) => {
    const name = names.get(locale);
    return typeof name === "string" && oneLine(name) !== "" ? [[locale, oneLine(name)] as const] : [];
  });
  if (known.length === 0) throw new Error(NAMES);
  if (known.some(([, name]) => name.length > LONGEST_NAME)) {
    throw new Error(`a name has at most ${LONGEST_NAME} characters`);
  }
  return { order, names: Object.fromEntries(known) };
}

/** The index.md of a category: the one that was read where it says the same, else that one with what changed. */
export function writeCategoryFile({ order, names }: CategoryFacts, source: string | null): string {
  const facts = { order, names: inOrder(names) };
  for (const text of source ? [source, edited(source, facts)] : []) if (says(text, facts)) return text;
  return `---\n${writeHead({ order: orderLine(order), names: facts.names })}---\n`;
}

function edited(source: string, { order, names }: CategoryFacts): string {
  const parts = splitFile(source);
  if (!parts) return source;
  const before = parseCategoryFile(source);
  let { head } = parts;
  if (before.order !== order) head = setKey(head, ["order"], orderLine(order)?.toString());
  for (const locale of locales) {
    if (before.names[locale] !== names[locale]) head = setKey(head, ["names", locale], names[locale]);
  }
  return parts.open + head + parts.close + parts.body;
}

/** The same names in the order of the languages, so that they compare. */
export function inOrder(names: CategoryFacts["names"]): CategoryFacts["names"] {
  return Object.fromEntries(locales.flatMap((locale) => (names[locale] ? [[locale, names[locale]]] : [])));
}

function says(source: string, facts: CategoryFacts): boolean {
  try {
    return isSame(parseCategoryFile(source), facts);
  } catch {
    return false;
  }
}

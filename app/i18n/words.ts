import { createInstance, type TFunction } from "i18next";
import { LRUCache } from "lru-cache";
import { catalogues } from "./catalogues.ts";
import { type Locale, locales } from "./locale.ts";

export type Words = TFunction;

const i18n = createInstance();
i18n.init({
  resources: catalogues,
  fallbackLng: false,
  supportedLngs: [...locales],
  // React escapes what it renders.
  interpolation: { escapeValue: false },
  returnNull: false,
  initAsync: false,
});

/** So many sentences with a number or a name in them; the names of many people would fill the memory. */
const FILLED = 2_000;

const wordsByLocale = new Map<Locale, Words>(locales.map((locale) => [locale, keepWords(i18n.getFixedT(locale))]));

/** The words of one language: `wordsIn("uk")("tickets:list.title")`. */
export function wordsIn(locale: Locale): Words {
  return wordsByLocale.get(locale) as Words;
}

/**
 * Looks up once what is asked again: a page has some hundred words, and the library reads each key anew, and for a
 * plural the rules of its language.
 */
function keepWords(t: TFunction): TFunction {
  const kept = new Map<string, unknown>();
  const filled = new LRUCache<string, NonNullable<unknown>>({ max: FILLED });
  const ask = t as unknown as (...all: unknown[]) => NonNullable<unknown>;
  const words = (key: string, options?: object, ...more: unknown[]) => {
    if (more.length > 0) return ask(key, options, ...more);
    if (options === undefined) {
      if (!kept.has(key)) kept.set(key, ask(key));
      return kept.get(key);
    }
    const name = `${key} ${JSON.stringify(options)}`;
    const known = filled.get(name);
    if (known !== undefined) return known;
    const found = ask(key, options);
    filled.set(name, found);
    return found;
  };
  return words as unknown as TFunction;
}

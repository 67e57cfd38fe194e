import { createInstance, type TFunction } from "i18next";
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

const wordsByLocale = new Map<Locale, Words>(locales.map((locale) => [locale, keepWords(i18n.getFixedT(locale))]));

/** The words of one language: `wordsIn("uk")("tickets:list.title")`. */
export function wordsIn(locale: Locale): Words {
  return wordsByLocale.get(locale) as Words;
}

/** Looks up once what depends on nothing else: a page has some hundred words, and the library reads each key anew. */
function keepWords(t: TFunction): TFunction {
  const kept = new Map<string, unknown>();
  const ask = t as unknown as (...all: unknown[]) => unknown;
  const words = (key: string, ...more: unknown[]) => {
    if (more.length > 0) return ask(key, ...more);
    if (!kept.has(key)) kept.set(key, ask(key));
    return kept.get(key);
  };
  return words as unknown as TFunction;
}

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

const wordsByLocale = new Map<Locale, Words>(locales.map((locale) => [locale, i18n.getFixedT(locale)]));

/** The words of one language: `wordsIn("uk")("tickets:list.title")`. */
export function wordsIn(locale: Locale): Words {
  return wordsByLocale.get(locale) as Words;
}

/** The languages that the interface speaks. */
export const locales = ["en", "ru", "uk"] as const;
export type Locale = (typeof locales)[number];

export function isLocale(value: unknown): value is Locale {
  return locales.includes(value as Locale);
}

/** The interface that goes with a text: its own language where we speak it, else the site's. */
export function localeFor(language: string, siteLocale: Locale): Locale {
  return isLocale(language) ? language : siteLocale;
}

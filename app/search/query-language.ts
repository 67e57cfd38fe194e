/** The language of a query, which is too short for more than a look at its letters; where they do not tell, the site's. */
export function languageOfQuery(query: string, locale: string): string {
  if (/[іїєґ]/i.test(query)) return "uk";
  if (/[ыэъё]/i.test(query)) return "ru";
  const [hasLatin, hasCyrillic] = [/[a-z]/i.test(query), /[а-я]/i.test(query)];
  if (hasLatin === hasCyrillic) return locale;
  return hasLatin ? "en" : locale === "uk" ? "uk" : "ru";
}

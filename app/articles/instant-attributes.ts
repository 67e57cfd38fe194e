import { locales } from "~/i18n/locale.ts";
import { type Words, wordsIn } from "~/i18n/words.ts";
import { instantIndexPath } from "~/urls.ts";

const MOST_SHOWN = 8;

/** What the search form tells the browser's script, app/enhance/instant-search.ts. */
export function instantAttributes(hash: string, script: string, t: Words): Record<string, string> {
  const words = {
    found: Array.from({ length: MOST_SHOWN + 1 }, (_, count) =>
      count === 0 ? t("browser:instant.nothing") : t("browser:instant.found", { count }),
    ),
    switched: t("browser:instant.switched", { query: "{query}" }),
    article: `${t("search:article")}.`,
    languages: Object.fromEntries(locales.map((locale) => [locale, wordsIn(locale)("articles:language_short")])),
  };
  return {
    "data-instant": instantIndexPath(hash),
    "data-instant-script": script,
    "data-instant-words": JSON.stringify(words),
  };
}

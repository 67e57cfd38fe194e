import type { InstantArticle } from "~/search/instant-file.ts";
import { articlePath } from "~/urls.ts";

/** What the page says in its own language. */
export interface InstantWords {
  /** By how many there are. */
  found: string[];
  /** Has "{query}" in it. */
  switched: string;
  /** "Article", before each title for those who do not see its sign. */
  article: string;
  /** The short names of languages, by language. */
  languages: Record<string, string>;
}

/** The lines of the list, as the page of results has them. */
export function instantList(articles: InstantArticle[], words: InstantWords, locale: string): HTMLElement[] {
  return articles.map(({ title, summary, language, ...article }) => {
    const lang = language === locale ? "" : language;
    const link = element("a", { href: articlePath(article), lang }, title);
    const mark = element("small", { lang }, words.languages[language] ?? language);
    const name = element("p", { class: "ticket-card__title" }, link);
    const card = element("div", {}, name, ...(summary ? [element("p", { class: "hint", lang }, summary)] : []));
    if (lang) card.append(element("p", { class: "meta" }, mark));
    return element(
      "li",
      { class: "ticket-card" },
      signOfArticle(),
      element("span", { class: "vh" }, words.article),
      card,
    );
  });
}

function signOfArticle(): HTMLElement {
  return element("span", { class: "kind-mark", "data-kind": "article", "aria-hidden": "true" });
}

function element(name: string, attributes: Record<string, string>, ...content: (string | Node)[]): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

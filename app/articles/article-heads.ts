import type { Page } from "~/http/page.ts";
import { ARTICLE_TICKETS, ARTICLES } from "~/http/page-tags.ts";
import { localeFor } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import type { Site } from "~/site/site.ts";
import { articleCategoryPath, articlePath, articlesFeedPath } from "~/urls.ts";
import type { ArticleView } from "./article-page.ts";

/** What the document says around an article; it speaks the article's language. */
export function articleHead(
  article: ArticleView,
  { site, changedAt, isThanks }: { site: Site; changedAt: number; isThanks: boolean },
): Page {
  return {
    locale: localeFor(article.language, site.locale),
    title: article.title,
    description: article.summary || undefined,
    path: articlePath(article),
    noindex: isThanks,
    // The team sees drafts, and what readers said.
    personal: article.team !== null,
    translations:
      article.translations.length > 0
        ? [article, ...article.translations].map((one) => ({ language: one.language, path: articlePath(one) }))
        : undefined,
    tags: [ARTICLES, ARTICLE_TICKETS],
    shareAs: "article",
    feeds: [{ title: wordsIn(localeFor(article.language, site.locale))("articles:title"), path: articlesFeedPath() }],
    changedAt,
  };
}

/** The same for a category: pages after the first, and empty ones, are in no index. */
export function categoryHead(
  { slug, name }: { slug: string; name: string },
  { site, isIndexed, isAgent }: { site: Site; isIndexed: boolean; isAgent: boolean },
): Page {
  const t = wordsIn(site.locale);
  return {
    locale: site.locale,
    title: `${name}, ${t("articles:title")}`,
    description: t("articles:category_description", { category: name, site: site.name }),
    path: articleCategoryPath(slug),
    noindex: !isIndexed,
    personal: isAgent,
    tags: [ARTICLES, ARTICLE_TICKETS],
  };
}

import type { TechArticle } from "schema-dts";
import type { ArticleView } from "~/articles/article-page.ts";
import { localeFor } from "~/i18n/locale.ts";
import { wordsIn } from "~/i18n/words.ts";
import type { Site } from "~/site/site.ts";
import { articleCategoryPath, articlePath, articlesPath } from "~/urls.ts";
import { breadcrumbs, isoTime, structuredData } from "./structured-data.ts";

/** An article for search engines. `publishedAt` is when strangers could read it first. */
export function articleData(article: ArticleView, site: Site, publishedAt: number): string | undefined {
  const t = wordsIn(localeFor(article.language, site.locale));
  const team: TechArticle["author"] = { "@type": "Organization", name: site.name, url: site.origin };
  const described: TechArticle = {
    "@type": "TechArticle",
    headline: article.title,
    ...(article.summary && { description: article.summary }),
    inLanguage: article.language,
    url: `${site.origin}${articlePath(article)}`,
    datePublished: isoTime(publishedAt),
    dateModified: isoTime(article.changedAt),
    author: team,
    publisher: team,
  };
  const way = [
    { name: t("articles:title"), path: articlesPath() },
    { name: article.category.name, path: articleCategoryPath(article.category.slug) },
    { name: article.title, path: articlePath(article) },
  ];
  return structuredData(described, ...breadcrumbs(site.origin, way));
}

import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { articlesPath } from "~/urls.ts";
import { ArticleLink, LanguageMark } from "./article-link.tsx";
import type { ArticleCard } from "./article-page.ts";

/** A panel of the home page: the articles that answered most. */
export function TopArticles({ articles }: { articles: ArticleCard[] }) {
  const t = useWords();
  const { locale } = useLanguage();
  return (
    <section className="panel" aria-labelledby="top-articles">
      <h2 id="top-articles">{t("articles:top")}</h2>
      <ol className="numbered">
        {articles.map((article) => (
          <li key={article.id}>
            <ArticleLink article={article} />
            {article.language !== locale && <LanguageMark language={article.language} />}{" "}
            {article.answered > 0 && <small>{t("articles:answered", { count: article.answered })}</small>}
          </li>
        ))}
      </ol>
      <p>
        <a href={articlesPath()}>{t("articles:all")}</a>
      </p>
    </section>
  );
}

import { Moment } from "~/components/moment.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { articleCategoryPath, articlesPath } from "~/urls.ts";
import { NoArticles } from "./article-index.tsx";
import { ArticleLink, LanguageMark } from "./article-link.tsx";
import type { ArticleCard, CategoryView } from "./article-page.ts";

/** One category with what each article is about. */
export function CategoryPage({ category, articles, next, isFirstPage, isAgent }: CategoryView) {
  const t = useWords();
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <nav className="breadcrumbs hint" aria-label={t("tickets:page.path")}>
          <ol>
            <li>
              <a href={articlesPath()}>{t("articles:title")}</a>
            </li>
          </ol>
        </nav>
        <h1>{category.name}</h1>
        {articles.length === 0 && <NoArticles isAgent={isAgent} />}
        <ul className="ticket-list ticket-results">
          {articles.map((article) => (
            <Card key={article.id} article={article} />
          ))}
        </ul>
        {(next || !isFirstPage) && (
          <nav className="pagination buttons" aria-label={t("tickets:list.pages")}>
            {!isFirstPage && (
              <a className="button button--quiet" href={articleCategoryPath(category.slug)}>
                {t("tickets:list.first")}
              </a>
            )}
            {next && (
              <a className="button button--quiet" rel="next" href={articleCategoryPath(category.slug, next)}>
                {t("tickets:list.next")}
              </a>
            )}
          </nav>
        )}
      </main>
    </div>
  );
}

function Card({ article }: { article: ArticleCard }) {
  const t = useWords();
  const { locale } = useLanguage();
  const isOther = article.language !== locale;
  return (
    <li className="ticket-card">
      <span className="kind-mark" data-kind="article" aria-hidden="true" />
      <div>
        <h2 className="ticket-card__title">
          <ArticleLink article={article} />
        </h2>
        {article.summary && (
          <p className="ticket-card__answer hint" lang={isOther ? article.language : undefined}>
            {article.summary}
          </p>
        )}
        <p className="ticket-card__meta meta">
          {isOther && <LanguageMark language={article.language} />}
          <span>
            {t("articles:updated")} <Moment at={article.changedAt} day />
          </span>
          {article.answered > 0 && <span>{t("articles:answered", { count: article.answered })}</span>}
        </p>
      </div>
    </li>
  );
}

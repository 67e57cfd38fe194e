import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { articlePath } from "~/urls.ts";
import type { LinkedArticle } from "./linked-article.ts";

/** The articles about a ticket; nothing where there are none. */
export function LinkedArticles({ articles, isDesk }: { articles: LinkedArticle[]; isDesk?: boolean }) {
  const t = useWords();
  const { locale } = useLanguage();
  if (articles.length === 0) return null;
  return (
    <section className={isDesk ? undefined : "panel"} aria-labelledby="articles">
      <h2 id="articles">{t("tickets:page.articles")}</h2>
      <ul>
        {articles.map((article) => (
          <li key={article.id}>
            <a href={articlePath(article)} lang={article.language === locale ? undefined : article.language}>
              <span aria-hidden="true">§ </span>
              {article.title}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

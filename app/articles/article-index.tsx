import { SearchForm } from "~/components/search-form.tsx";
import { useSite } from "~/components/site-context.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { articleCategoryPath, deskArticlesPath, editArticlePath, newTicketPath } from "~/urls.ts";
import { ArticleFacts, ArticleLink } from "./article-link.tsx";
import type { Shelf } from "./article-page.ts";
import { instantAttributes } from "./instant-attributes.ts";

interface ArticleIndexProps {
  shelves: Shelf[];
  isAgent: boolean;
  /** The name of the file by which the browser searches; null where it has to ask the server. */
  instantHash: string | null;
}

/** The knowledge base as the contents of a book. */
export function ArticleIndex({ shelves, isAgent, instantHash }: ArticleIndexProps) {
  const t = useWords();
  const { browserFiles } = useSite();
  const count = shelves.reduce((sum, shelf) => sum + shelf.count, 0);
  const isAnsweredShown = shelves.some(({ articles }) => articles.some(({ answered }) => answered > 0));
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <h1>{t("articles:title")}</h1>
        {count > 0 && (
          <>
            <p className="lede">
              {t("articles:lede")} {isAnsweredShown && t("articles:lede_numbers")}
            </p>
            <SearchForm
              size="page"
              label={t("articles:search", { count })}
              kept={{ in: "articles" }}
              attributes={instantHash === null ? {} : instantAttributes(instantHash, browserFiles.articles, t)}
            />
          </>
        )}
        {isAgent && (
          <p className="tight">
            <a href={deskArticlesPath()}>{t("articles:team.editor")}</a>
          </p>
        )}
        {count === 0 && <NoArticles isAgent={isAgent} />}
        <div className="article-shelf">
          {shelves.map((shelf) => (
            <ShelfSection key={shelf.slug} shelf={shelf} />
          ))}
        </div>
      </main>
    </div>
  );
}

function ShelfSection({ shelf: { slug, name, articles, count } }: { shelf: Shelf }) {
  const t = useWords();
  const id = `category-${slug}`;
  return (
    <section aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>
          <a href={articleCategoryPath(slug)}>{name}</a>
        </h2>
        <small>
          <span aria-hidden="true">{count}</span>
          <span className="vh">{t("articles:articles", { count })}</span>
        </small>
      </div>
      <ul>
        {articles.map((article) => (
          <li key={article.id}>
            <span>
              <ArticleLink article={article} />
            </span>{" "}
            <ArticleFacts article={article} />
          </li>
        ))}
        {count > articles.length && (
          <li>
            <a className="hint" href={articleCategoryPath(slug)}>
              {t("articles:all_of", { category: name, count })}
            </a>
          </li>
        )}
      </ul>
    </section>
  );
}

/** Nothing to read yet: the way to a person. */
export function NoArticles({ isAgent }: { isAgent: boolean }) {
  const t = useWords();
  return (
    <div className="empty-state">
      <h2>{t("articles:empty_title")}</h2>
      <p>{t("articles:empty_text")}</p>
      <p className="buttons">
        <a className="button" href={newTicketPath()}>
          {t("site:write_us")}
        </a>
        {isAgent && (
          <a className="button button--quiet" href={editArticlePath()}>
            {t("articles:team.write")}
          </a>
        )}
      </p>
    </div>
  );
}

import { Moment } from "~/components/moment.tsx";
import { locales } from "~/i18n/locale.ts";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { deskArticleCategoriesPath, deskArticlesPath, editArticlePath, newArticlePath } from "~/urls.ts";
import { articleStates } from "./article-state.ts";
import type { ParsedShelfFilter, Shelf, ShelfArticle } from "./shelf.ts";
import { StateMark } from "./state-mark.tsx";

interface ShelfProps extends Shelf {
  filter: ParsedShelfFilter;
}

/** All articles of the knowledge base by category, with what became of them. */
export function ShelfPage({ categories, counts, isCut, filter }: ShelfProps) {
  const t = useWords();
  const isFiltered = Object.values(filter).some(Boolean);
  const shown = isFiltered ? categories.filter(({ articles }) => articles.length > 0) : categories;
  return (
    <div className="desk-body">
      <ShelfViews filter={filter} counts={counts} />
      <main id="main" tabIndex={-1} className="desk-main">
        <div className="desk-head">
          <h1>{t("editor:shelf.title")}</h1>
          <p className="hint">{t("editor:shelf.summary", { count: counts[filter.state ?? "all"] })}</p>
        </div>
        <p className="buttons tight">
          {categories.length > 0 && (
            <a className="button button--small" href={newArticlePath({ category: filter.category })}>
              {t("editor:shelf.new")}
            </a>
          )}
          <a className="button button--quiet button--small" href={deskArticleCategoriesPath()}>
            {t("editor:categories.title")}
          </a>
        </p>
        {isCut && <p className="notice">{t("editor:shelf.cut")}</p>}
        {shown.map(({ id, slug, name, articles }) => (
          <section key={id} aria-labelledby={`category-${slug}`}>
            <h2 className="shelf__category" id={`category-${slug}`}>
              {name}
            </h2>
            {articles.length > 0 ? (
              <ol className="shelf">
                {articles.map((article) => (
                  <Row key={article.id} article={article} />
                ))}
              </ol>
            ) : (
              <p className="hint">{t("editor:shelf.empty_category")}</p>
            )}
          </section>
        ))}
        {shown.length === 0 && (
          <div className="empty-state">
            <h2>{t(isFiltered ? "editor:shelf.none_title" : "editor:shelf.empty_title")}</h2>
            <p>{t(isFiltered ? "editor:shelf.none_text" : "editor:shelf.empty_text")}</p>
          </div>
        )}
      </main>
    </div>
  );
}

function Row({ article }: { article: ShelfArticle }) {
  const t = useWords();
  const { locale } = useLanguage();
  const { id, title, language, translations, answeredTickets, helped, didNotHelp } = article;
  return (
    <li className="shelf__row">
      <p className="shelf__title">
        <a href={editArticlePath(id)} lang={language === locale ? undefined : language}>
          {title}
        </a>
      </p>
      <div className="shelf__facts">
        <p>
          <StateMark state={article.state} />
        </p>
        <p>
          {t(`editor:language.${language}`, { defaultValue: language })}
          {translations.length > 0 && (
            <span>
              {", "}
              {t("editor:shelf.also")}{" "}
              {translations.map((other, index) => (
                <span key={other.id}>
                  {index > 0 && ", "}
                  <a href={editArticlePath(other.id)}>
                    {t(`editor:language.${other.language}`, { defaultValue: other.language })}
                  </a>
                </span>
              ))}
            </span>
          )}
        </p>
        <p>{answeredTickets > 0 && t("editor:shelf.answered", { count: answeredTickets })}</p>
        <p>{helped + didNotHelp > 0 && t("editor:shelf.feedback", { helped, didNotHelp })}</p>
        <p className="shelf__when">
          <Moment at={article.changedAt} day />
        </p>
      </div>
    </li>
  );
}

function ShelfViews({ filter, counts }: Pick<ShelfProps, "filter" | "counts">) {
  const t = useWords();
  return (
    <nav className="desk-views" aria-label={t("editor:shelf.views")}>
      <h2>{t("editor:shelf.by_state")}</h2>
      <ul>
        {([undefined, ...articleStates] as const).map((state) => (
          <li key={state ?? "all"}>
            <a href={deskArticlesPath({ ...filter, state })} aria-current={filter.state === state ? "true" : undefined}>
              {t(`editor:views.${state ?? "all"}`)} <small>{counts[state ?? "all"]}</small>
            </a>
          </li>
        ))}
      </ul>
      <h2>{t("editor:shelf.by_language")}</h2>
      <ul>
        {[undefined, ...locales].map((language) => (
          <li key={language ?? "any"}>
            <a
              href={deskArticlesPath({ ...filter, language })}
              aria-current={filter.language === language ? "true" : undefined}
            >
              {t(language ? `editor:language.${language}` : "editor:shelf.any_language")}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

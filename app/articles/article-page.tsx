import { CallToActionAtEnd } from "~/components/call-to-action.tsx";
import { Moment } from "~/components/moment.tsx";
import { RawHtml } from "~/components/raw-html.tsx";
import { Attachments } from "~/files/attachments.tsx";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { articleCategoryPath, articlesPath } from "~/urls.ts";
import { TranslationLink } from "./article-link.tsx";
import type { ArticleView } from "./article-page.ts";
import { HelpfulForm, HelpfulThanks } from "./helpful-form.tsx";
import { RelatedToArticle } from "./related-to-article.tsx";
import { TeamNotice } from "./team-notice.tsx";

export interface ArticlePageProps {
  article: ArticleView;
  /** What was pressed under it a moment ago. */
  helped: "yes" | "no" | null;
}

/** An article: what it is, its contents, its text, whether it helped, and what else there is. */
export function ArticlePage({ article, helped }: ArticlePageProps) {
  const { locale } = useLanguage();
  const lang = article.language === locale ? undefined : article.language;
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1} className={article.contents.length > 0 ? "article article--long" : "article"}>
        <ArticleHead article={article} lang={lang} />
        <Contents article={article} lang={lang} />
        <div className="article__text">
          <article aria-labelledby="article-title">
            <RawHtml html={article.html} lang={lang} />
            <Attachments files={article.files} html={article.html} />
          </article>
          {helped && !article.team && <HelpfulThanks helped={helped} />}
          {!helped && !article.team && <HelpfulForm article={article} />}
          <CallToActionAtEnd />
        </div>
        <RelatedToArticle article={article} />
      </main>
    </div>
  );
}

function ArticleHead({ article, lang }: { article: ArticleView; lang: string | undefined }) {
  const t = useWords();
  const { category, answered, translations, team } = article;
  return (
    <div className="article__head">
      <nav className="breadcrumbs hint" aria-label={t("tickets:page.path")}>
        <ol>
          <li>
            <a href={articlesPath()}>{t("articles:title")}</a>
          </li>
          <li>
            <a href={articleCategoryPath(category.slug)}>{category.name}</a>
          </li>
        </ol>
      </nav>
      <h1 id="article-title" lang={lang}>
        {article.title}
      </h1>
      <p className="meta">
        <span>
          {t("articles:updated")} <Moment at={article.changedAt} day />
        </span>
        {answered > 0 && <span>{t("articles:answered", { count: answered })}</span>}
        {translations.map((one) => (
          <TranslationLink key={one.id} article={one} />
        ))}
      </p>
      {team && <TeamNotice article={article} team={team} />}
    </div>
  );
}

/** The sections of a long article: beside it, and on a phone behind a toggle before it. */
function Contents({ article, lang }: { article: ArticleView; lang: string | undefined }) {
  const t = useWords();
  if (article.contents.length === 0) return null;
  return (
    <div className="article__contents">
      <details className="narrow-toggle">
        <summary>{t("articles:contents")}</summary>
      </details>
      <nav className="panel article-contents" aria-labelledby="contents">
        <h2 id="contents">{t("articles:contents")}</h2>
        <ul lang={lang}>
          {article.contents.map(({ id, text, level }) => (
            <li key={id} data-level={level}>
              <a href={`#${id}`}>{text}</a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

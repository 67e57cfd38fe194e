import { Choice } from "~/components/choice.tsx";
import { ErrorSummary } from "~/components/error-summary.tsx";
import { TextArea } from "~/components/field.tsx";
import { PostForm } from "~/components/post-form.tsx";
import type { FieldError } from "~/http/form.ts";
import { useWords } from "~/i18n/use-words.tsx";
import { articleHelpfulPath, articlesPath } from "~/urls.ts";
import { ArticleLink } from "./article-link.tsx";
import type { ArticleLink as Link } from "./article-page.ts";
import { reasons } from "./feedback.ts";

export interface HelpfulPageProps {
  article: Link;
  /** What was typed, when the form comes back. */
  typed?: Record<string, string>;
  errors?: FieldError[];
}

/** What was missing in an article that did not help: one press, some words, or a ticket about it. */
export function HelpfulPage({ article, typed = {}, errors = [] }: HelpfulPageProps) {
  const t = useWords();
  return (
    <div className="wrap page page--aside">
      <main id="main" tabIndex={-1}>
        <ErrorSummary errors={errors} />
        <nav className="breadcrumbs hint" aria-label={t("tickets:page.path")}>
          <ol>
            <li>
              <a href={articlesPath()}>{t("articles:title")}</a>
            </li>
            <li>
              <ArticleLink article={article} />
            </li>
          </ol>
        </nav>
        <h1>{t("articles:helpful.page_title")}</h1>
        <p className="lede">{t("articles:helpful.page_lede")}</p>
        <PostForm className="ticket-form" action={articleHelpfulPath(article)} draft="helpful">
          <Choice
            id="why"
            legend={t("articles:helpful.why")}
            layout="list"
            value={typed.why ?? ""}
            options={reasons.map((value) => ({ value, label: t(`articles:helpful.reason.${value}`) }))}
          />
          <TextArea
            id="body"
            label={t("articles:helpful.words")}
            hint={t("articles:helpful.words_hint")}
            isOptional
            defaultValue={typed.body}
            errors={errors}
          />
          <div className="buttons">
            <button className="button" type="submit" name="intent" value="reason">
              {t("articles:helpful.send")}
            </button>
            <button className="button button--quiet" type="submit" name="intent" value="write">
              {t("articles:helpful.send_and_write")}
            </button>
          </div>
        </PostForm>
      </main>
    </div>
  );
}

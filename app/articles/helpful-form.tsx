import { PostForm } from "~/components/post-form.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import { articleHelpfulPath, newTicketAboutPath } from "~/urls.ts";
import type { ArticleView } from "./article-page.ts";

/** Under an article. "No" leads to what was missing. */
export function HelpfulForm({ article }: { article: ArticleView }) {
  const t = useWords();
  return (
    <PostForm className="helpful-form buttons" id="helpful" action={articleHelpfulPath(article)}>
      <h2>{t("articles:helpful.title")}</h2>
      <button className="button button--quiet" type="submit" name="intent" value="yes">
        {t("articles:helpful.yes")}
      </button>
      <button className="button button--quiet" type="submit" name="intent" value="no">
        {t("articles:helpful.no")}
      </button>
      <p className="hint">
        {t("articles:helpful.hint")} <a href={newTicketAboutPath(article)}>{t("articles:helpful.write_at_once")}</a>
      </p>
    </PostForm>
  );
}

/** Stands where the form was, on the page that the form led back to. */
export function HelpfulThanks({ helped }: { helped: "yes" | "no" }) {
  const t = useWords();
  return (
    <p className="helpful-form" id="helpful" role="status" tabIndex={-1}>
      {t(`articles:helpful.thanks_${helped}`)}
    </p>
  );
}

import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { articlePath } from "~/urls.ts";
import type { LinkedArticle } from "./linked-article.ts";

/** The article that did not help, and from which the ticket is, or is going to be, written. */
export function AskedFrom({ article }: { article: LinkedArticle }) {
  const t = useWords();
  const { locale } = useLanguage();
  return (
    <p className="hint tight">
      {t("tickets:about_article")}{" "}
      <a href={articlePath(article)} lang={article.language === locale ? undefined : article.language}>
        {article.title}
      </a>
    </p>
  );
}

import { isLocale } from "~/i18n/locale.ts";
import { useLanguage, useWords } from "~/i18n/use-words.tsx";
import { wordsIn } from "~/i18n/words.ts";
import { articlePath } from "~/urls.ts";
import type { ArticleCard, ArticleLink as Link } from "./article-page.ts";

/** An article's title as a link, in its own language. */
export function ArticleLink({ article }: { article: Link }) {
  const { locale } = useLanguage();
  return (
    <a href={articlePath(article)} lang={article.language === locale ? undefined : article.language}>
      {article.title}
    </a>
  );
}

/** What stands at the right of a title: its language where that is another one, and how many tickets it answered. */
export function ArticleFacts({ article: { language, answered } }: { article: ArticleCard }) {
  const t = useWords();
  const { locale } = useLanguage();
  return (
    <>
      {language !== locale && <LanguageMark language={language} />}
      {answered > 0 && (
        <small>
          <span aria-hidden="true">{answered}</span>
          <span className="vh">{t("articles:answered", { count: answered })}</span>
        </small>
      )}
    </>
  );
}

/** "eng", "укр". */
export function LanguageMark({ language }: { language: string }) {
  return <small lang={language}>{isLocale(language) ? wordsIn(language)("articles:language_short") : language}</small>;
}

/** "In English", "Українською": the way to a translation, in its own words. */
export function TranslationLink({ article }: { article: Link }) {
  const { language } = article;
  return (
    <a hrefLang={language} href={articlePath(article)} lang={language}>
      {isLocale(language)
        ? wordsIn(language)("articles:in_this_language")
        : new Intl.DisplayNames([language], { type: "language" }).of(language)}
    </a>
  );
}

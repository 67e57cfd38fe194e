import { RawHtml } from "~/components/raw-html.tsx";
import { useWords } from "~/i18n/use-words.tsx";
import type { ArticlePreview } from "./edit-view.ts";

/** An article as readers will see it, above the form that it is still in. */
export function ArticlePreviewPart({ preview }: { preview?: ArticlePreview }) {
  const t = useWords();
  if (!preview) return null;
  const { title, summary, html, language, isComplete, missing } = preview;
  return (
    <section className="preview article article-preview" aria-labelledby="preview" data-focus tabIndex={-1}>
      <h2 id="preview">{t("forms:preview_title")}</h2>
      {!isComplete && <p className="notice">{t("editor:error.body_heavy")}</p>}
      {missing.length > 0 && (
        <p className="notice">{t("editor:edit.missing", { count: missing.length, articles: missing.join(", ") })}</p>
      )}
      <p className="article-preview__title" lang={language}>
        {title}
      </p>
      {summary && (
        <p className="lede" lang={language}>
          {summary}
        </p>
      )}
      <RawHtml html={html} lang={language} />
    </section>
  );
}

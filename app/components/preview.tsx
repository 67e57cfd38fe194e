import type { ReactNode } from "react";
import { useWords } from "~/i18n/use-words.tsx";
import { RawHtml } from "./raw-html.tsx";

/** A text as it will look, above the form that it is still in. */
export function Preview({ html, title, children }: { html: string | undefined; title?: string; children?: ReactNode }) {
  const t = useWords();
  if (html === undefined) return null;
  return (
    <section className="preview" aria-labelledby="preview" data-focus tabIndex={-1}>
      <h2 id="preview">{t("forms:preview_title")}</h2>
      {title && <h3>{title}</h3>}
      <RawHtml html={html} />
      {children}
    </section>
  );
}

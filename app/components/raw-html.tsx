/**
 * A text that was rendered and sanitised when it was written (app/markdown). The one place of the project that puts
 * stored HTML into a page.
 */
export function RawHtml({ html, lang }: { html: string; lang?: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by app/markdown before it was stored
  return <div className="body" lang={lang} dangerouslySetInnerHTML={{ __html: html }} />;
}

/**
 * A text that was rendered and sanitised when it was written (app/markdown). The one place of the project that puts
 * stored HTML into a page.
 */
export function RawHtml({ html, lang, isUnvouched }: { html: string; lang?: string; isUnvouched?: boolean }) {
  // Search engines take no words for their results from what nobody has vouched for.
  const quiet = isUnvouched ? { "data-nosnippet": "" } : {};
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by app/markdown before it was stored
  return <div className="body" lang={lang} {...quiet} dangerouslySetInnerHTML={{ __html: html }} />;
}

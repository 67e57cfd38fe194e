/** A text of the team's own: imprint, privacy, about. `html` comes from the Markdown renderer, which made it safe. */
export function SitePage({ title, html }: { title: string; html: string }) {
  return (
    <div className="wrap page">
      <main id="main" tabIndex={-1}>
        <article className="article">
          <h1>{title}</h1>
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the renderer's sanitiser has the last word */}
          <div className="body tight" dangerouslySetInnerHTML={{ __html: html }} />
        </article>
      </main>
    </div>
  );
}

import type { Db } from "#db/client.ts";
import { renderMarkdown } from "~/markdown/render-markdown.server.ts";
import type { ArticleText } from "./article.ts";
import { linkArticles } from "./article-links.server.ts";
import { giveHeadingsIds } from "./heading-ids.ts";

export interface PreparedArticle extends ArticleText {
  language: string;
  /** Safe to put on a page as it is; its headings have ids. */
  html: string;
  /** JSON, see parseContents. */
  contents: string;
  /** False when rendering cost too much: such a text is not to be published. */
  complete: boolean;
  /** Links to files of articles that are not there, "category/slug". */
  missing: string[];
}

/** A text made ready to be stored. Slow, so never inside a transaction. */
export async function prepareArticle(
  db: Db,
  text: ArticleText & { language: string; category: string },
  siteOrigin: string,
): Promise<PreparedArticle> {
  const { title, summary, body, language, category } = text;
  const linked = await linkArticles(db, body, category);
  const rendered = await renderMarkdown(linked.body, { voice: "team", siteOrigin });
  const { html, headings } = giveHeadingsIds(rendered.html, language);
  const { complete } = rendered;
  return {
    title,
    summary,
    body,
    language,
    html,
    contents: JSON.stringify(headings),
    complete,
    missing: linked.missing,
  };
}

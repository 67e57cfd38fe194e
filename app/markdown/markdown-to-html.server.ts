import { randomUUID } from "node:crypto";
import { cleanText } from "./clean-text";
import { excerptOf } from "./excerpt";
import { createMarked } from "./markdown-renderer.server";
import { breaksOutputCap } from "./output-cap";
import { sanitise, type Voice } from "./sanitise.server";

export type MarkdownOptions = {
  voice: Voice;
  /** "https://help.example.com": links there are our own. */
  siteOrigin: string;
};

/**
 * Markdown to safe HTML and its excerpt, without any limit of time: only the worker calls it.
 * @throws {RangeError} when the HTML outgrows its cap, or nesting the stack
 */
export function markdownToHtml(source: string, { voice, siteOrigin }: MarkdownOptions) {
  const text = cleanText(source);
  // Tells our own classes from a writer's in the raw HTML. New each time, so that seeing one would help nobody.
  const ourMark = `ours-${randomUUID()}-`;
  const raw = createMarked(siteOrigin, ourMark).parse(text, { async: false });
  if (breaksOutputCap(text, raw)) throw new RangeError("the raw HTML outgrew its cap");

  const html = makeScrollable(sanitise(raw, { voice, siteOrigin, ourMark }));
  if (breaksOutputCap(text, html)) throw new RangeError("the HTML outgrew its cap");
  return { html: html.trim(), excerpt: excerptOf(html) };
}

/**
 * Wide code and wide tables scroll within themselves, and what scrolls must be reachable by keyboard (WCAG 2.1.1).
 * The table gets a box around it, as a scrolling table is no table any more to a screen reader.
 * Neither tag has attributes after the sanitiser, and `<` in text is escaped there.
 */
function makeScrollable(html: string): string {
  return html
    .replaceAll("<pre>", '<pre tabindex="0">')
    .replaceAll("<table>", '<div class="table-scroll" tabindex="0"><table>')
    .replaceAll("</table>", "</table></div>");
}

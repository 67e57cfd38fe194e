import { cleanText, escapeHtml } from "./clean-text";

/** What is shown when Markdown could not be rendered: the source itself, escaped, with its line breaks. */
export function asTyped(source: string): string {
  return cleanText(source)
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph) => `<p>${escapeHtml(paragraph.trim()).replaceAll("\n", "<br>")}</p>`)
    .join("\n");
}

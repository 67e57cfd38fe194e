/**
 * Characters a reader cannot see but a page can feel: control characters, bidirectional overrides and isolates
 * (they reorder what stands after the text, see CVE-2021-42574), zero-width marks, interlinear annotation.
 * The joiners U+200C and U+200D and the marks U+200E and U+200F stay: scripts and emoji are written with them.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** The text with every kind of line end as `\n` and without invisible characters. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n").replace(invisible, "");
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text made safe for an element's content and for a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? "");
}

/** The way back, for HTML that the sanitiser or `escapeHtml` wrote: no other references occur there. */
export function unescapeHtml(html: string): string {
  return html.replace(/&(?:lt|gt|quot|#39|amp);/g, (reference) => references[reference] ?? reference);
}

const references = Object.fromEntries(Object.entries(escapes).map(([character, reference]) => [reference, character]));

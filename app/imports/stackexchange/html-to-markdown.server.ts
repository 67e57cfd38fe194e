import Turndown from "turndown";

const turndown = new Turndown({
  headingStyle: "atx",
  codeBlockStyle: "fenced",
  bulletListMarker: "-",
  emDelimiter: "*",
  hr: "---",
});

// What Markdown has no signs for stays HTML, which our dialect takes.
turndown.addRule("kept words", {
  filter: ["sub", "sup", "kbd", "ins"],
  replacement: (content, node) => `<${node.nodeName.toLowerCase()}>${content}</${node.nodeName.toLowerCase()}>`,
});
// A blank line would end it.
turndown.addRule("kept block", {
  filter: ["table", "dl"],
  replacement: (_, node) => `\n\n${(node as unknown as { outerHTML: string }).outerHTML.replace(/\n\s*\n/g, "\n")}\n\n`,
});
turndown.addRule("strikethrough", {
  filter: ["del", "s", "strike" as "s"],
  replacement: (content) => (content.trim() ? `~~${content.trim()}~~` : content),
});
turndown.addRule("address", {
  filter: (node) => node.nodeName === "A" && isAddress(node.getAttribute("href"), node.textContent),
  replacement: (_, node) => `<${(node as HTMLElement).getAttribute("href")}>`,
});

/** Turndown leaves `<` and `&` of the text bare, and then what was shown as a tag would become one. */
const escapeMarkdown = turndown.escape.bind(turndown);
turndown.escape = (text) => escapeMarkdown(text).replace(/[<~]|&(?=#?\w+;)/g, "\\$&");

/** The HTML of a post as Markdown of our own dialect. Links keep their addresses. */
export function htmlToMarkdown(html: string): string {
  // The tongue of a code block stands at its <pre>; turndown looks for it at the <code>.
  return turndown.turndown(
    html.replace(/<pre class="[^"]*\blang-(\w+)[^"]*"><code>/g, '<pre><code class="language-$1">'),
  );
}

/** A link whose words are its own address. */
function isAddress(href: string | null, words: string | null): boolean {
  return /^https?:\/\/[^\s<>]+$/.test(href ?? "") && words?.trim() === href;
}

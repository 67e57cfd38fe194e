import { Marked, Renderer, type Tokens } from "marked";
import { findAddress, findOwnFile, sizeOfPicture } from "./address";
import { writersTags } from "./allowed-html";
import { escapeHtml } from "./clean-text";
import { findLanguage, highlightCode } from "./highlight-code.server";

/** Markdown as forums write it: GFM, and a line break is a line break. The HTML is raw: `sanitise` comes after. */
export function createMarked(siteOrigin: string, ourMark: string): Marked {
  let insideLink = 0;

  return new Marked({
    gfm: true,
    breaks: true,
    renderer: {
      code({ text, lang }) {
        const language = findLanguage(lang?.match(/^[\w+#.-]+/)?.[0] ?? "");
        const named = language ? ` class="${ourMark}language-${language}"` : "";
        return `<pre><code${named}>${highlightCode(text, language, ourMark)}\n</code></pre>\n`;
      },

      html({ text, block }: Tokens.HTML | Tokens.Tag) {
        const uncommented = text.replace(/<!--.*?-->/gs, "");
        if (block && startsUnknown.test(uncommented)) {
          return `<pre><code>${escapeHtml(text.trimEnd())}\n</code></pre>\n`;
        }
        return uncommented.replace(unknownTag, "&lt;");
      },

      link(token) {
        const { href, raw, text, autolink } = token;
        // What cannot be a link is shown as typed, so that its reader sees where it would have led.
        if (!findAddress(href, siteOrigin)) return escapeHtml(raw);
        const quote = autolink && raw === text ? raw.match(/[»”“’…]+$/u)?.[0] : undefined;
        if (quote) return bareLink(raw.slice(0, -quote.length)) + quote;
        insideLink += 1;
        try {
          return Renderer.prototype.link.call(this, token);
        } finally {
          insideLink -= 1;
        }
      },

      image(token) {
        const { text, href, raw } = token;
        if (insideLink > 0) return escapeHtml(text);
        if (!findAddress(href, siteOrigin)) return escapeHtml(raw);
        const file = findOwnFile(href, siteOrigin);
        if (!file || !sizeOfPicture(file)) return false;
        // A picture that was uploaded here opens at its full size.
        return `<a href="${escapeHtml(file)}">${Renderer.prototype.image.call(this, token)}</a>`;
      },

      checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
    },
  });
}

/** GFM ends a bare address before `.` or `)`, but knows nothing of «…» and “…”. */
function bareLink(address: string): string {
  return `<a href="${escapeHtml(address)}">${escapeHtml(address)}</a>`;
}

// A tag counts only when it is whole, quotes closed: an open one would swallow the text after it.
const attribute = "\\s+[^\\s\"'<>/=]+(?:\\s*=\\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\\s\"'=<>`]+))?";
const knownTag = `/?(?:${writersTags.join("|")})(?:${attribute})*\\s*/?>`;
const unknownTag = new RegExp(`<(?!${knownTag})`, "gi");
const startsUnknown = new RegExp(`^\\s*<(?!${knownTag})`, "i");

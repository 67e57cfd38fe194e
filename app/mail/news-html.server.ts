import sanitizeHtml, { type Attributes } from "sanitize-html";

const TAGS =
  "a b blockquote br code dd del dl dt em h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q s strong sub sup table tbody td th thead tr ul".split(
    " ",
  );

/**
 * A reply's HTML for a mail: links are whole addresses, pictures are links to what they show. The HTML is safe already;
 * this takes out what only our pages need.
 */
export function mailHtml(html: string, origin: string): string {
  const whole = (address = "") => (URL.canParse(address, origin) ? new URL(address, origin).href : "");
  return sanitizeHtml(html, {
    allowedTags: TAGS,
    allowedAttributes: { a: ["href"], ol: ["start"] },
    allowedSchemes: ["http", "https", "mailto"],
    transformTags: {
      a: (_: string, { href }: Attributes) => ({ tagName: "a", attribs: { href: whole(href) } }),
      img: (_: string, { src, alt }: Attributes) => ({
        tagName: "a",
        attribs: { href: whole(src) },
        text: alt || whole(src),
      }),
    },
  });
}

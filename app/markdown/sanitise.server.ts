import sanitizeHtml, { type Attributes, type Tag } from "sanitize-html";
import { findAddress, findOwnFile, sizeOfPicture } from "./address";
import { allowedAttributes, allowedTags, neededAround } from "./allowed-html";
import { cleanText } from "./clean-text";

export type Voice = "visitor" | "team";

type SanitiseOptions = { voice: Voice; siteOrigin: string; ourMark: string };

/** Deeper quotes and lists are flattened: no reader follows them, and a browser gives up at 512. */
const deepestNesting = 32;

/**
 * Attributes of an element that goes while its content stays. Not a tag name outside the list: sanitize-html 2.17.5
 * remembers a changed name of a skipped element and closes the next one with it.
 */
const dropped: Attributes = Object.freeze({});

/**
 * The last step before a reader: nothing is added to the HTML after it but constants.
 * @param options.ourMark a prefix nobody outside can guess; a class without it was written by a person and falls
 */
export function sanitise(html: string, { voice, siteOrigin, ourMark }: SanitiseOptions): string {
  const open: string[] = [];
  const isInside = (tags: string[]) => open.slice(0, -1).some((tag) => tags.includes(tag));

  const link = (_: string, { href, title }: Attributes): Tag => {
    const address = findAddress(href ?? "", siteOrigin);
    if (!address || isInside(["a"])) return { tagName: "a", attribs: dropped };
    return { tagName: "a", attribs: { href: address.href, ...titled(title), ...linkRelation(address.ownSite, voice) } };
  };

  const image = (_: string, { src, alt, title }: Attributes): Tag => {
    const file = findOwnFile(src ?? "", siteOrigin);
    if (file) {
      const attribs = { src: file, alt: alt ?? "", ...titled(title), ...sizeOfPicture(file), loading: "lazy" };
      return { tagName: "img", attribs };
    }
    const shown = link("a", { href: src ?? "", ...titled(title) });
    return shown.attribs === dropped ? shown : { ...shown, text: alt?.trim() || shown.attribs.href || "" };
  };

  /** The levels, as written, of the headings that the current one stands under, itself last. */
  const outline: number[] = [];
  const heading = (tag: string): Tag => {
    const level = Number(tag[1]);
    while ((outline.at(-1) ?? 0) >= level) outline.pop();
    outline.push(level);
    // The page's h1 is its title. Replies are under h2; an article's own sections are h2. No level is skipped.
    const top = voice === "team" ? 2 : 3;
    return { tagName: `h${Math.min(top + outline.length - 1, 6)}`, attribs: {} };
  };

  const ours = (tagName: string, attribs: Attributes): Tag => {
    if (attribs.class?.startsWith(ourMark)) return { tagName, attribs: { class: attribs.class.slice(ourMark.length) } };
    return { tagName, attribs: tagName === "span" ? dropped : {} };
  };

  const inPlace = (tagName: string, attribs: Attributes): Tag => {
    const around = neededAround[tagName];
    const misplaced = around ? !isInside(around) : tagName === "table" && isInside(["table"]);
    return { tagName, attribs: misplaced || open.length > deepestNesting ? dropped : attribs };
  };

  const clean = sanitizeHtml(html, {
    allowedTags,
    allowedAttributes,
    allowedSchemes: ["http", "https", "mailto"],
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    onOpenTag: (name) => open.push(name),
    onCloseTag: () => open.pop(),
    transformTags: {
      a: link,
      img: image,
      span: ours,
      code: ours,
      ...Object.fromEntries(["h1", "h2", "h3", "h4", "h5", "h6"].map((tag) => [tag, heading])),
      "*": inPlace,
    },
    exclusiveFilter: (frame) => frame.attribs === dropped && "excludeTag",
  });
  // Character references in the source are characters only now. Addresses are ASCII already, so nothing that is
  // taken out here can turn one into another.
  return cleanText(clean);
}

function linkRelation(ownSite: boolean, voice: Voice): { rel?: string } {
  if (ownSite) return {};
  return { rel: voice === "visitor" ? "ugc nofollow noopener" : "noopener" };
}

function titled(title: string | undefined): { title?: string } {
  return title ? { title } : {};
}

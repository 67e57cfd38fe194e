import { cleanText } from "./clean-text";

export type Address = {
  /** Ready for an attribute: ASCII, normalised by the URL standard; on our own site without the origin. */
  href: string;
  ownSite: boolean;
};

const schemes = new Set(["http:", "https:", "mailto:"]);

/**
 * Where a link in a text may lead: http, https, mailto, a path of our site or a place on the page. `undefined` for
 * everything else, relative paths too: the same text stands on several pages, where they would lead elsewhere.
 */
export function findAddress(written: string, siteOrigin: string): Address | undefined {
  const text = cleanText(written).trim();
  const absolute = /^[a-z][a-z\d+.-]*:/i.test(text) || text.startsWith("/") || text.startsWith("#");
  const url = parseUrl(absolute ? text : `https://${text}`, siteOrigin);
  if (!url || !schemes.has(url.protocol)) return undefined;
  if (!absolute && !/^www\./i.test(text)) return undefined;
  if (url.protocol === "mailto:") return { href: url.href, ownSite: false };

  if (url.origin === new URL(siteOrigin).origin) {
    const path = text.startsWith("#") ? "" : url.pathname + url.search;
    // "/" alone may turn into "//evil" once the origin is cut off.
    return path.startsWith("//") ? undefined : { href: path + url.hash, ownSite: true };
  }
  // "https://our-bank.com@evil.com" reads as the bank.
  url.username = "";
  url.password = "";
  return { href: url.href, ownSite: false };
}

/** The path of a file that was uploaded here. Pictures of other hosts would tell them who reads. */
export function findOwnFile(written: string, siteOrigin: string): string | undefined {
  const address = findAddress(written, siteOrigin);
  return address?.ownSite && address.href.startsWith("/files/") ? address.href : undefined;
}

function parseUrl(text: string, base: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined;
}

/** The size in pixels that the name of an uploaded picture tells (app/files/file-name.ts). */
export function sizeOfPicture(path: string): { width: string; height: string } | undefined {
  const [, width, height] = /^\/files\/\d+\/[^/?]+-(\d{1,5})x(\d{1,5})\.webp$/.exec(path) ?? [];
  return width && height ? { width, height } : undefined;
}

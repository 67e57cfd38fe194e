import { wordsIn } from "~/i18n/words.ts";
import type { Site } from "~/site/site.ts";
import { openSearchPath, searchPath } from "~/urls.ts";
import { element, text, xmlDocument } from "./xml.ts";

/** The specification allows so many characters. */
const LONGEST_SHORT_NAME = 16;

/** Lets a browser search this site from its own search field: OpenSearch 1.1. */
export function openSearchDescription({ name, locale, origin }: Site): string {
  const template = `${origin}${searchPath({ q: "TERMS" })}`.replace("TERMS", "{searchTerms}");
  return xmlDocument(
    element(
      "OpenSearchDescription",
      { xmlns: "http://a9.com/-/spec/opensearch/1.1/" },
      element("ShortName", {}, text([...name].slice(0, LONGEST_SHORT_NAME).join(""))),
      element("Description", {}, text(wordsIn(locale)("feeds:search", { site: name }))),
      element("Language", {}, text(locale)),
      element("InputEncoding", {}, text("UTF-8")),
      element("Image", { width: "16", height: "16", type: "image/x-icon" }, text(`${origin}/favicon.ico`)),
      element("Url", { type: "text/html", method: "get", template }),
      element("Url", {
        type: "application/opensearchdescription+xml",
        rel: "self",
        template: `${origin}${openSearchPath()}`,
      }),
    ),
  );
}

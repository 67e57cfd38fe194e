import type { Element } from "domhandler";
import type { Line } from "./line.ts";

/*
 * How the programs that people write mails with mark, in the HTML, what they quote.
 */

/** Classes and ids of the box in which somebody signs. */
const signature =
  /(?:^|[\s_-])(?:gmail_signature|moz-signature|AppleMailSignature|ms-outlook-mobile-signature|protonmail_signature_block|zmail_signature|signature|Signature|mailSignature|email-signature)(?=$|[\s_-])/;
/** Of the line that says who wrote what comes next. */
const attribution = /(?:^|[\s_-])(?:gmail_attr|moz-cite-prefix|yahoo_quoted_header)(?=$|\s)/;
/** Of what stands above a quotation that is not marked as one itself: from there on nothing is the sender's. */
const rest =
  /(?:^|[\s_-])(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|OutlookMessageHeader|mail-editor-reference-message-container|ms-outlook-mobile-reference-message|reply-intro|yahoo_quoted|yahoo-quoted-begin|mail-quote-begin|lightwidgets_quote|WordSection_quote)(?=$|\s)/;
/** Of a quotation that is no blockquote. */
const quote =
  /(?:^|[\s_-])(?:protonmail_quote|tutanota_quote|zmail_extra|mail-quote-collapse|quote_container|moz-email-headers-table)(?=$|\s)/;

interface Marked {
  /** One more level of quotation. */
  isQuote: boolean;
  mark?: Line["mark"];
}

/** What an element says of all that is in it. */
export function readMarks({ name, attribs }: Element): Marked {
  const named =
    `${attribs.class ?? ""} ${(attribs.id ?? "").replace(/^x_+/, "")} ${attribs["data-marker"] ?? ""}`.replace(
      /(^|\s)x_+/g,
      "$1",
    );
  // Without a class and without a border it only moves a paragraph to the right.
  const isIndent =
    name === "blockquote" && !attribs.class && /border(?:-left)?:\s*(?:none|0)/i.test(attribs.style ?? "");
  const isQuote = (name === "blockquote" && !isIndent) || quote.test(named);
  if (rest.test(named) || (name === "hr" && attribs.id === "stopSpelling")) return { isQuote, mark: "rest" };
  if (attribution.test(named)) return { isQuote, mark: "attribution" };
  const signs =
    signature.test(named) || attribs["data-smartmail"] === "gmail_signature" || "data-signature-widget" in attribs;
  return { isQuote, mark: signs ? "signature" : undefined };
}

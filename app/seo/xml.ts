import { escapeUTF8 } from "entities";

type Attributes = Record<string, string | undefined>;

/** An element of XML with text or elements in it; `undefined` attributes are left out. */
export function element(name: string, attributes: Attributes, ...children: Xml[]): Xml {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join("");
  const inner = children.map(({ xml }) => xml).join("");
  return { xml: inner ? `<${name}${written}>${inner}</${name}>` : `<${name}${written}/>` };
}

export const text = (words: string): Xml => ({ xml: escaped(words) });

export const xmlDocument = ({ xml }: Xml): string => `<?xml version="1.0" encoding="utf-8"?>\n${xml}\n`;

/** XML that is written already: nothing else gets in unescaped. */
export interface Xml {
  readonly xml: string;
}

/** XML 1.0 §2.2 has no words for control characters and halves of characters. */
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function escaped(words: string): string {
  return escapeUTF8(words.replace(forbidden, ""));
}

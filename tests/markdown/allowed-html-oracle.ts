import { type DefaultTreeAdapterTypes, parse } from "parse5";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** Written out here a second time, so that a slip in the room's own list is seen. */
const tags: Record<string, Record<string, RegExp>> = {
  a: {
    href: /^(https?:\/\/[^\s/]|mailto:|\/(?![/\\])|\/$|#)/,
    title: /./,
    rel: /^(ugc nofollow noopener|noopener)$/,
  },
  img: { src: /^\/files\//, alt: /^/, title: /./, width: /^\d+$/, height: /^\d+$/, loading: /^lazy$/ },
  ol: { start: /^-?\d+$/ },
  td: { align: /^(left|center|right)$/ },
  th: { align: /^(left|center|right)$/ },
  div: { class: /^table-scroll$/, tabindex: /^0$/ },
  pre: { tabindex: /^0$/ },
  code: { class: /^language-[a-z]+$/ },
  span: { class: /^hljs-[a-z]+$/ },
};
const bareTags =
  "b blockquote br dd del details dl dt em h2 h3 h4 h5 h6 hr i ins kbd li mark p q s strong sub summary sup " +
  "table tbody thead tr ul";
for (const tag of bareTags.split(" ")) tags[tag] = {};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/**
 * Puts HTML where a reply stands on a page and parses it as a browser does. Returns what must not be there: tags,
 * attributes, values, and anything that got out of its place or moved the page around it.
 */
export function findViolations(html: string): string[] {
  const page = `<!doctype html><title>t</title><main><ol><li id=item><div id=body>${html}</div><p id=after>after</p></li><li id=next>`;
  const cell = `<!doctype html><title>t</title><table><tr><td id=cell>${html}</td><td id=after>after</td></tr></table>`;
  return [
    ...findIn(page, "body", (at) => at.after?.parentNode === at.item && at.next?.parentNode === at.item?.parentNode),
    ...findIn(cell, "cell", (at) => at.after?.parentNode === at.cell?.parentNode),
  ];
}

function findIn(page: string, place: string, isIntact: (at: Record<string, Element | undefined>) => boolean): string[] {
  const document = parse(page);
  const at: Record<string, Element | undefined> = {};
  const strangers: string[] = [];
  visit(document, (element) => {
    const id = element.attrs.find((attribute) => attribute.name === "id")?.value;
    if (id !== undefined) at[id] = element;
  });
  const inPlace = new Set<Element>();
  visit(at[place], (element) => inPlace.add(element));
  const frame = new Set(["html", "head", "title", "body", "main", "ol", "table", "tbody", "tr"]);
  visit(document, (element) => {
    if (element === at[place] || Object.values(at).includes(element)) return;
    if (inPlace.has(element)) strangers.push(...violationsOf(element));
    else if (!frame.delete(element.tagName)) strangers.push(`<${element.tagName}> outside of its place`);
  });
  if (!isIntact(at)) strangers.push("the page around is moved");
  return strangers;
}

function violationsOf({ tagName, namespaceURI, attrs }: Element): string[] {
  const allowed = tags[tagName];
  if (!allowed || namespaceURI !== "http://www.w3.org/1999/xhtml") return [`<${tagName}>`];
  return attrs
    .filter(({ name, value }) => !allowed[name]?.test(value) || invisible.test(value))
    .map(({ name, value }) => `<${tagName} ${name}="${value}">`);
}

function visit(node: DefaultTreeAdapterTypes.Node | undefined, see: (element: Element) => void) {
  if (!node) return;
  if ("tagName" in node) see(node);
  if ("childNodes" in node) for (const child of node.childNodes as Node[]) visit(child, see);
}

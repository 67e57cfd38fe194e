import render from "dom-serializer";
import { type ChildNode, type Document, type Element, isTag, isText, type ParentNode, Text } from "domhandler";
import { parseDocument } from "htmlparser2";
import { htmlToMarkdown } from "~/imports/stackexchange/html-to-markdown.server.ts";
import { cutLines } from "./cut-lines.ts";
import { breakLines } from "./html-breaks.ts";
import { type HtmlLine, isDeep, readHtmlLines } from "./html-lines.ts";

/** What is over that is read as plain text, if at all. */
export const MAX_HTML = 4 * 1024 * 1024;
/** What calls itself for each level inside another: deeper mails are read as their lines alone. */
const MOST_DEEP = 150;
/** Of HTML whose words are far fewer. */
const MOST_KEPT = 400_000;

export interface CutHtml {
  markdown: string;
  /** Content-IDs of the pictures that the sender put between their own words. */
  pictures: string[];
}

/** What the sender of a mail in HTML has written, as Markdown. */
export function cutHtml(html: string): CutHtml {
  const document = parseDocument(html.slice(0, MAX_HTML), { decodeEntities: true });
  const lines = readHtmlLines(document);
  const kept = cutLines(lines.map(({ text, ...line }) => ({ ...line, text: text.trim() })));
  const own = new Set(lines.filter((_, at) => kept[at]).flatMap(({ nodes }) => nodes));
  const pictures = takePictures(own);
  prune(document, own);
  const isTooDeep = isDeep(document, MOST_DEEP);
  if (!isTooDeep) breakLines(document);
  const markdown = isTooDeep ? undefined : toMarkdown(document);
  return { markdown: tidy(markdown ?? asLines(lines.filter((_, at) => kept[at]))), pictures };
}

/** Pictures are attachments below the text, not in it: nothing is fetched from elsewhere. */
function takePictures(own: Set<ChildNode>): string[] {
  const found: string[] = [];
  for (const node of own) {
    if (!isTag(node) || node.name !== "img") continue;
    own.delete(node);
    const [, id] = /^cid:(.+)$/i.exec(node.attribs.src ?? "") ?? [];
    if (id) found.push(decodeURIComponent(id.replace(/%(?![\da-f]{2})/gi, "%25")));
  }
  return found;
}

/** Takes away all that is neither kept nor around what is kept, and the looks of the rest. */
function prune(document: Document, own: Set<ChildNode>): void {
  const around = new Set<ParentNode>();
  for (const node of own) {
    for (let parent = node.parent; parent && !around.has(parent); parent = parent.parent) around.add(parent);
  }
  const open: ParentNode[] = [document];
  for (let parent = open.pop(); parent; parent = open.pop()) {
    parent.children = parent.children.filter((node) => own.has(node) || around.has(node as ParentNode));
    for (const node of parent.children) {
      if (!isTag(node)) continue;
      open.push(node);
      simplify(node);
    }
  }
}

/** Tables of mails arrange things; our Markdown would keep them as HTML. */
const arranging: Record<string, string> = {
  table: "div",
  tbody: "div",
  thead: "div",
  tfoot: "div",
  tr: "p",
  td: "span",
  th: "span",
};
/** Headings and the like that programs use for their looks. */
const plain: Record<string, string> = { font: "span", center: "div", dl: "div", dt: "p", dd: "p" };

function simplify(node: Element): void {
  if (node.name === "p" && /\bMso/.test(node.attribs.class ?? "")) node.name = "div";
  // Cells stand beside each other.
  if (/^t[dh]$/.test(node.name)) node.children.push(new Text(" "));
  node.name = arranging[node.name] ?? plain[node.name] ?? (node.name.includes(":") ? "span" : node.name);
  const { href } = node.attribs;
  node.attribs = node.name === "a" && href && /^(?:https?|mailto):/i.test(href) ? { href } : {};
}

function toMarkdown(document: Document): string | undefined {
  const html = render(document);
  return html.length > MOST_KEPT ? undefined : htmlToMarkdown(html);
}

/** Only their words. */
function asLines(lines: HtmlLine[]): string {
  return lines
    .map(({ nodes }) => nodes.map((node) => (isText(node) ? node.data : "")).join(""))
    .map((text) => text.replace(/[<\\]/g, "\\$&"))
    .join("\n");
}

const tidy = (markdown: string) =>
  markdown
    .replace(/\u00a0/g, " ")
    .replace(/[\u200b\ufeff]/g, "")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

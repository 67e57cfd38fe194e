import { type ChildNode, type Document, type Element, isTag, isText, type Text } from "domhandler";
import { readMarks } from "./html-marks.ts";
import type { Line } from "./line.ts";

/** A line of a mail in HTML, with the nodes that it is made of. */
export interface HtmlLine extends Line {
  nodes: ChildNode[];
}

const unseen = new Set("head style script title meta link template object iframe noscript".split(" "));
const blocks = new Set(
  "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul".split(
    " ",
  ),
);
/** What is seen without any words. */
const things = new Set(["img", "hr"]);

/** Nobody writes so much by hand; what is over it is behind what they wrote. */
const MOST_LINES = 10_000;

interface Place {
  depth: number;
  mark?: Line["mark"];
  isPre: boolean;
}

/**
 * The lines that a reader sees, in their order. Whatever depth the HTML has, nothing here calls itself; nodes that
 * nobody sees are in no line.
 */
export function readHtmlLines(document: Document): HtmlLine[] {
  const lines: HtmlLine[] = [];
  let line: HtmlLine | undefined;
  const end = () => {
    line = undefined;
  };
  const add = (node: ChildNode, text: string, { depth, mark }: Place) => {
    if (line && (line.depth !== depth || line.mark !== mark)) end();
    if (!line) {
      line = { text: "", depth, mark, nodes: [] };
      lines.push(line);
    }
    line.text += text;
    line.nodes.push(node);
  };
  const readText = (node: Text, place: Place) => {
    if (!place.isPre) {
      const text = node.data.replace(/[\s\u00a0]+/g, " ");
      // Programs make blank lines of spaces that do not break.
      if (text.trim() !== "" || line || node.data.includes("\u00a0")) add(node, text, place);
      return;
    }
    // Each line of a preformatted text by itself: a mail in plain text may be shown in one.
    for (const part of splitText(node)) {
      add(part, part.data.replace(/\r?\n/g, ""), place);
      if (part.data.endsWith("\n")) end();
    }
  };

  type Step = { node: ChildNode; place: Place } | { leave: true };
  const steps: Step[] = document.children.map((node) => ({ node, place: { depth: 0, isPre: false } })).reverse();
  for (let step = steps.pop(); step && lines.length < MOST_LINES; step = steps.pop()) {
    if ("leave" in step) {
      end();
      continue;
    }
    const { node, place } = step;
    if (isText(node)) readText(node, place);
    else if (isTag(node) && !unseen.has(node.name)) {
      if (node.name === "br") {
        add(node, "", place);
        end();
        continue;
      }
      const { isQuote, mark } = readMarks(node);
      const inside: Place = {
        depth: place.depth + (isQuote ? 1 : 0),
        // The beginning of the rest is a place, not a box.
        mark: mark ?? place.mark,
        isPre: place.isPre || node.name === "pre" || /white-space:\s*pre/i.test(node.attribs.style ?? ""),
      };
      if (mark === "rest") {
        end();
        const empty: HtmlLine = { text: "", depth: place.depth, mark, nodes: [] };
        lines.push(empty);
      }
      const isBlock = blocks.has(node.name);
      if (isBlock) end();
      if (things.has(node.name)) add(node, "", inside);
      if (isBlock) steps.push({ leave: true });
      if (node.name === "td" || node.name === "th") add(node, " ", { ...inside });
      for (let at = node.children.length - 1; at >= 0; at--)
        steps.push({ node: node.children[at] as ChildNode, place: inside });
    }
  }
  return lines;
}

/** One node for each line of its text, in its place. */
function splitText(node: Text): Text[] {
  const parts = node.data.split(/(?<=\n)/);
  if (parts.length < 2 || !node.parent) return [node];
  const made = parts.map((data) => {
    const part = node.cloneNode() as Text;
    part.data = data;
    part.parent = node.parent;
    return part;
  });
  const { children } = node.parent;
  children.splice(children.indexOf(node), 1, ...made);
  return made;
}

/** How deep an element lies. */
export function isDeep(node: Element | Document, most: number): boolean {
  const open: [Element | Document, number][] = [[node, 0]];
  for (let one = open.pop(); one; one = open.pop()) {
    const [{ children }, depth] = one;
    if (depth > most) return true;
    for (const child of children) if (isTag(child)) open.push([child, depth + 1]);
  }
  return false;
}

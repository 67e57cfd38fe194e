import { type ChildNode, type Document, Element, isTag, isText } from "domhandler";

const blocks = new Set("blockquote div dl h1 h2 h3 h4 h5 h6 hr li ol p pre ul".split(" "));

/**
 * Makes boxes that hold nothing but a line into that line and its end: programs put every line into a box of its own,
 * and Markdown would make a paragraph of each. Call it for HTML that is not deep.
 */
export function breakLines(node: Document | Element): void {
  for (const child of [...node.children]) if (isTag(child)) breakLines(child);
  node.children = node.children.flatMap((child, at, all) => {
    if (!isTag(child) || child.name !== "div" || child.children.some((one) => isTag(one) && blocks.has(one.name))) {
      return [child];
    }
    child.name = "span";
    const before = all.slice(0, at).findLast(isSeen);
    const needsStart = before && !endsLine(before);
    return [...(needsStart ? [lineBreak()] : []), child, ...(endsLine(child) ? [] : [lineBreak()])];
  });
  for (const child of node.children) child.parent = node;
}

const lineBreak = () => new Element("br", {});

const isSeen = (node: ChildNode) => (isText(node) ? node.data.trim() !== "" : true);

function endsLine(node: ChildNode): boolean {
  for (let last: ChildNode | undefined = node; last; last = last.children.findLast(isSeen)) {
    if (!isTag(last)) return false;
    if (last.name === "br" || blocks.has(last.name)) return true;
  }
  return false;
}

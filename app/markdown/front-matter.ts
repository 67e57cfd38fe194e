import { type Document, isMap, isNode, isScalar, type Node, parseDocument, Scalar, stringify, visit } from "yaml";

/** A file with front matter in its parts; one behind the other they are the file again, to the byte. */
export interface SplitFile {
  /** "---" and its line end, with a byte order mark where the file has one. */
  open: string;
  /** YAML: whole lines. */
  head: string;
  close: string;
  body: string;
}

/** Of a head; more than that is none. */
const MOST_CHARACTERS = 20_000;

/** Undefined where the file does not begin with a line of three dashes, or no second one follows. */
export function splitFile(source: string): SplitFile | undefined {
  const open = /^\uFEFF?---[ \t]*\r?\n/.exec(source)?.[0];
  if (!open) return undefined;
  const fence = /^---[ \t]*(?:\r?\n|$(?![\s\S]))/gm;
  fence.lastIndex = open.length;
  const close = fence.exec(source);
  if (!close || close.index - open.length > MOST_CHARACTERS) return undefined;
  const bodyAt = close.index + close[0].length;
  return { open, head: source.slice(open.length, close.index), close: close[0], body: source.slice(bodyAt) };
}

export type Head = Map<string, unknown>;

/** Every scalar is a string: so that a title 2024 or NO is one. No aliases, which can be made to explode. */
const asText = { schema: "failsafe", prettyErrors: false } as const;

/** The keys of a head, with strings, lists and maps. Throws an Error that says what its author has to mend. */
export function readHead(head: string): Head {
  const document = parseDocument(head, asText);
  const [problem] = document.errors;
  if (problem) throw new Error(`${inLine(head, problem.pos[0])} of its front matter cannot be read: ${tell(problem)}`);
  if (document.contents === null) return new Map();
  if (!isMap(document.contents)) throw new Error("its front matter needs lines like `title: …`");
  if (hasAlias(document)) throw new Error("its front matter has an alias, *: write it out");
  return document.toJS({ mapAsMap: true, maxAliasCount: 0 }) as Head;
}

function hasAlias(document: Document): boolean {
  let found = false;
  visit(document, {
    Alias() {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

function tell({ code, message }: { code: string; message: string }): string {
  return code === "BLOCK_AS_IMPLICIT_KEY"
    ? 'a text with a colon in it needs quotation marks, like title: "Terms: what we promise"'
    : message;
}

// The first line of the file is the dashes.
const inLine = (head: string, at: number) => `line ${head.slice(0, at).split("\n").length + 1}`;

/** A file's front matter and body; throws like readHead. */
export function readFrontMatter(source: string): { head: Head; body: string } {
  const parts = splitFile(source);
  if (!parts) throw new Error("it needs front matter: lines like `title: …` between two lines of three dashes");
  return { head: readHead(parts.head), body: parts.body };
}

/**
 * The head with one key changed, added or, with undefined, removed. Nothing else moves: comments, order and quotation
 * marks stay. Takes a head that readHead can read; what it cannot change it leaves, so read the result again.
 * @param path of the key: ["title"], or ["names", "en"] for one inside another
 */
export function setKey(head: string, path: string[], value: string | undefined): string {
  const { contents } = parseDocument(head, asText);
  const above = path.slice(0, -1).reduce<unknown>((map, key) => findPair(map, key)?.value, contents);
  const key = path.at(-1) ?? "";
  const pair = findPair(above, key);
  const place = isNode(pair?.value) ? pair.value.range : undefined;
  if (!pair || !place) return value === undefined ? head : addKey(head, above, `${key}: ${written(value)}\n`);

  const [from, to, behind] = place;
  if (value === undefined)
    return isNode(pair.key) ? head.slice(0, lineStart(head, pair.key)) + head.slice(behind) : head;
  const before = head[from - 1] === ":" ? " " : "";
  const after = head.slice(from, to).endsWith("\n") ? "\n" : "";
  const text = before + written(value, isScalar(pair.value) ? pair.value.type : null) + after;
  return head.slice(0, from) + withLineEndsOf(head, text) + head.slice(to);
}

function findPair(map: unknown, key: string) {
  return isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
}

/** Puts a line behind the last key of a map. */
function addKey(head: string, map: unknown, line: string): string {
  const [first, last] = isMap(map) && !map.flow ? [map.items[0]?.key, map.items.at(-1)?.value] : [];
  if (!isNode(first) || !isNode(last) || !last.range) return head + withLineEndsOf(head, line);
  const at = last.range[2];
  const indent = head.slice(lineStart(head, first), first.range?.[0]);
  return head.slice(0, at) + withLineEndsOf(head, indent + line) + head.slice(at);
}

const lineStart = (head: string, { range }: Node) => head.lastIndexOf("\n", (range?.[0] ?? 0) - 1) + 1;

/** A head of these keys, in their order; those that are undefined stay away. */
export function writeHead(keys: Record<string, unknown>): string {
  return stringify(keys, { lineWidth: 0 });
}

/** A text as YAML in one line, in the quotation marks that stood there. */
function written(value: string, type?: Scalar.Type | null): string {
  const scalar = new Scalar(value);
  // A number and a truth value are written as they are: everything that is read is a text.
  if (/^(\d+|true|false)$/.test(value) && !type?.startsWith("QUOTE")) return value;
  if (type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE") scalar.type = type;
  return stringify(scalar, { lineWidth: 0 }).trimEnd();
}

export function withLineEndsOf(model: string, text: string): string {
  return model.includes("\r\n") ? text.replace(/\r?\n/g, "\r\n") : text;
}

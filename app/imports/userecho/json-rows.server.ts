import { readFileSync } from "node:fs";

/** Where a row's bytes are, so that its text is read again when it is needed instead of being kept parsed. */
export interface JsonPlace {
  start: number;
  end: number;
}

export type JsonRead = { row: number; value: unknown; place: JsonPlace } | { row: number; problem: string };

export interface JsonRows {
  /** Every element of the list in the file; one that is broken costs no other. */
  rows(): Generator<JsonRead>;
  rowAt(place: JsonPlace): unknown;
}

const [quote, backslash, newline, comma] = [0x22, 0x5c, 0x0a, 0x2c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
const isSpace = (byte: number | undefined) => byte === 0x20 || byte === newline || byte === 0x0d || byte === 0x09;

/**
 * Opens a file that holds one JSON list. A parser for whole files would give up all of it for one wrong sign.
 * @throws where there is no such file, or no list in it
 */
export function openJsonRows(file: string): JsonRows {
  const bytes = readFileSync(file);
  const list = bytes.indexOf(openBracket);
  if (list < 0) throw new Error(`There is no list in ${file}`);
  const parse = ({ start, end }: JsonPlace): unknown => JSON.parse(bytes.toString("utf8", start, end));

  return {
    *rows() {
      let at = nextElement(bytes, list + 1);
      for (let row = 1; at !== undefined; row++) {
        const start: number = at;
        const end = endOfElement(bytes, start);
        let next: number | undefined;
        try {
          if (end === undefined) throw new Error("it has no end");
          yield { row, value: parse({ start, end }), place: { start, end } };
          next = nextElement(bytes, end);
        } catch (error) {
          yield { row, problem: `not JSON (${(error as Error).message})` };
          next = nextObject(bytes, start);
        }
        at = next;
      }
    },
    rowAt: parse,
  };
}

/** Where the next element begins; undefined at the end of the list. */
function nextElement(bytes: Buffer, from: number): number | undefined {
  let at = from;
  while (at < bytes.length && (isSpace(bytes[at]) || bytes[at] === comma)) at++;
  return at < bytes.length && bytes[at] !== closeBracket ? at : undefined;
}

/** Behind an element's last byte; undefined where it goes on to the end of the file, or a text in it over a line. */
function endOfElement(bytes: Buffer, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) {
      const end = endOfString(bytes, at);
      if (end === undefined) return undefined;
      at = end;
      if (depth === 0) return at + 1;
    } else if (byte === openBrace || byte === openBracket) depth++;
    else if (byte === closeBrace || byte === closeBracket) {
      if (depth === 0) return at;
      depth--;
      if (depth === 0) return at + 1;
    } else if (byte === comma && depth === 0) return at;
  }
  return undefined;
}

function endOfString(bytes: Buffer, start: number): number | undefined {
  for (let at = start + 1; at < bytes.length; at++) {
    if (bytes[at] === backslash) at++;
    else if (bytes[at] === quote) return at;
    // JSON writes a line's end as \n: here a quote is missing.
    else if (bytes[at] === newline) return undefined;
  }
  return undefined;
}

/** The next `}, {` after a broken element: there the rest goes on. */
function nextObject(bytes: Buffer, start: number): number | undefined {
  for (let at = bytes.indexOf(openBrace, start + 1); at >= 0; at = bytes.indexOf(openBrace, at + 1)) {
    let before = at - 1;
    while (isSpace(bytes[before])) before--;
    if (bytes[before] !== comma) continue;
    before--;
    while (isSpace(bytes[before])) before--;
    if (bytes[before] === closeBrace || isLineStart(bytes, at)) return at;
  }
  return undefined;
}

function isLineStart(bytes: Buffer, at: number): boolean {
  let before = at - 1;
  while (isSpace(bytes[before]) && bytes[before] !== newline) before--;
  return bytes[before] === newline;
}

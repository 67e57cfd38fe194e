import { closeSync, openSync, readSync } from "node:fs";
import { SaxesParser } from "saxes";

export type Row = Record<string, string>;

/** Where a row's bytes are, so that its text is read again when it is needed instead of being kept. */
export interface RowPlace {
  offset: number;
  length: number;
  /** Its place among the rows that share these bytes; 0 where each has a line of its own. */
  index: number;
}

export type RowRead = { line: number; row: Row; place: RowPlace } | { line: number; problem: string };

export interface RowFile {
  /** Every row from the first, each read alone: a broken one costs no other. */
  rows(): Generator<RowRead>;
  rowAt(place: RowPlace): Row;
  close(): void;
}

const CHUNK = 1024 * 1024;

/** Opens a file of the dump: an XML list of `<row …/>`, by custom one to a line. Throws where there is no such file. */
export function openRowFile(path: string): RowFile {
  const file = openSync(path, "r");
  let last: { offset: number; rows: Row[] } | undefined;

  return {
    *rows() {
      for (const { offset, length, line, text } of records(file)) {
        try {
          const found = parseRows(text);
          for (const [index, row] of found.entries()) yield { line, row, place: { offset, length, index } };
        } catch (error) {
          yield { line, problem: problemOf(error as Error) };
        }
      }
    },
    rowAt({ offset, length, index }) {
      if (last?.offset !== offset) {
        const bytes = Buffer.allocUnsafe(length);
        readSync(file, bytes, 0, length, offset);
        last = { offset, rows: parseRows(bytes.toString("utf8")) };
      }
      const row = last.rows[index];
      if (!row) throw new Error(`${path} was changed while it was read`);
      return row;
    },
    close: () => closeSync(file),
  };
}

/** The parser's own errors begin with its place in the row, which helps nobody who looks for a line of the file. */
function problemOf({ message }: Error): string {
  const [, told] = /^\d+:\d+: (.*?)\.?$/s.exec(message) ?? [];
  return told ? `not well-formed XML (${told})` : message;
}

interface LineRecord {
  offset: number;
  /** In bytes. */
  length: number;
  line: number;
  text: string;
}

/** What a list stands in: the XML declaration, its kind of document, its own tag. */
const frame = /^\uFEFF?\s*(?:<\?[^>]*>\s*|<![^>]*>\s*|<\/?\w+>\s*)*$/;

/** A row's lines, mostly one; whatever else stands between rows comes as a record of its own, to be refused. */
function* records(file: number): Generator<LineRecord> {
  let open: LineRecord | undefined;
  for (const line of lines(file)) {
    const start = line.text.indexOf("<row");
    const isFrame = start < 0 && frame.test(line.text);

    if (open && start < 0 && !isFrame && !isWhole(open.text)) {
      open = { ...open, text: `${open.text}\n${line.text}`, length: line.offset + line.length - open.offset };
      continue;
    }
    if (open) yield open;
    open = undefined;
    if (isFrame) continue;
    const before = line.text.slice(0, Math.max(start, 0));
    const skipped = frame.test(before) ? Buffer.byteLength(before) : 0;
    open = {
      line: line.number,
      offset: line.offset + skipped,
      length: line.length - skipped,
      text: skipped > 0 ? line.text.slice(start) : line.text,
    };
  }
  if (open) yield open;
}

function isWhole(text: string): boolean {
  return /(?:\/>|<\/\w+>)\s*$/.test(text);
}

function* lines(file: number): Generator<{ number: number; offset: number; length: number; text: string }> {
  const chunk = Buffer.allocUnsafe(CHUNK);
  let rest = Buffer.alloc(0);
  let offset = 0;
  let number = 0;
  for (;;) {
    const size = readSync(file, chunk, 0, CHUNK, offset + rest.length);
    const bytes = Buffer.concat([rest, chunk.subarray(0, size)]);
    let from = 0;
    for (let to = bytes.indexOf(10); to >= 0; to = bytes.indexOf(10, from)) {
      number += 1;
      yield { number, offset: offset + from, length: to - from, text: bytes.toString("utf8", from, to) };
      from = to + 1;
    }
    offset += from;
    rest = bytes.subarray(from);
    if (size > 0) continue;
    if (rest.length > 0) yield { number: number + 1, offset, length: rest.length, text: rest.toString("utf8") };
    return;
  }
}

/** The rows of one record. Throws where it is not well-formed, or is no row. */
function parseRows(text: string): Row[] {
  const rows: Row[] = [];
  const parser = new SaxesParser({ fragment: true });
  parser.on("opentag", ({ name, attributes }) => {
    if (name !== "row") throw new Error(`<${name}> instead of <row>`);
    rows.push(attributes as Row);
  });
  parser.on("text", (between) => {
    if (between.trim()) throw new Error("not a row");
  });
  // The end of the list may stand on the last row's line.
  parser.write(withoutControls(text).replace(/<\/(?!row)\w+>\s*$/, "")).close();
  return rows;
}

/** Real dumps hold control characters, which XML forbids; nobody misses them. */
function withoutControls(text: string): string {
  return (
    text
      .replace(/&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));/gi, "")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
  );
}

import { isBlank, type Line } from "./line.ts";
import {
  announcesOriginal,
  attribution,
  endsAttribution,
  headerField,
  isClosing,
  isFooter,
  isLongRule,
  isShortRule,
  isSignatureRule,
  opensAttribution,
} from "./quote-words.ts";

interface ReadLine extends Line {
  /** The field of a mail's header that it repeats. */
  field: string | undefined;
}

/** A piece of a mail: lines from `from` up to `to`, without it. */
interface Piece {
  is: "own" | "quote" | "attribution";
  from: number;
  to: number;
}

/** What a program writes around a quotation is no longer than that. */
const LOOKED_AT = 1_000;
/** A person who is thanked, a job, a telephone, an address, a site. */
const MOST_IN_SIGNATURE = 10;

/**
 * Which lines of a mail its sender has written: without what is quoted, who is quoted, and how they sign. Quotations
 * that they answer one by one stay between their answers, or those would make no sense.
 */
export function cutLines(all: Line[]): boolean[] {
  const lines = all.map(({ text, ...line }): ReadLine => {
    const seen = text.length > LOOKED_AT ? `${text.slice(0, LOOKED_AT)}…` : text;
    return { ...line, text: seen, field: headerField(seen) };
  });
  const kept = lines.map(() => false);
  const pieces = trimmed(lines, cutAtRest(lines, piecesOf(lines)));
  const answered = answeredQuotes(lines, pieces);
  for (const piece of pieces) {
    if (piece.is === "attribution" || (piece.is === "quote" && !answered.has(piece))) continue;
    for (let at = piece.from; at < piece.to; at++) kept[at] = lines[at]?.mark !== "signature";
  }
  return kept;
}

/** The lines up to where nothing more is the sender's, in pieces that follow each other. */
function piecesOf(lines: ReadLine[]): Piece[] {
  const pieces: Piece[] = [];
  const add = (is: Piece["is"], from: number, to: number) => {
    const last = pieces.at(-1);
    if (last?.is === is && last.to === from) last.to = to;
    else if (to > from) pieces.push({ is, from, to });
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as ReadLine;
    const end = line.depth > 0 || line.mark ? at + 1 : (attributionFrom(lines, at) ?? headerFrom(lines, at));
    const is = line.depth > 0 ? "quote" : line.mark === "attribution" || (!line.mark && end) ? "attribution" : "own";
    const last = pieces.at(-1);
    if (is === "attribution" && last?.is === "own") last.to = Math.max(last.from, beforeRule(lines, at));
    add(is, at, end ?? at + 1);
    at = end ?? at + 1;
  }
  return pieces;
}

/** Where an attribution ends that begins here, over up to four lines; undefined where none does. */
function attributionFrom(lines: ReadLine[], at: number): number | undefined {
  let text = "";
  for (let end = at; end < Math.min(lines.length, at + 4); end++) {
    const line = lines[end] as ReadLine;
    if (line.depth > 0 || isBlank(line) || line.mark) return undefined;
    text = `${text} ${line.text.trim()}`.trim();
    if (!endsAttribution(line.text)) {
      // Only what looks like the beginning of one may go on in the next line.
      if (end === at && !opensAttribution(text) && !/\d{4}|\d[.:/]\d/.test(text)) return undefined;
      continue;
    }
    const kind = attribution(text);
    if (!kind) return undefined;
    // The last line of a text, and the attribution right below it.
    const below = lines.slice(at + 1, end + 1).map((one) => one.text.trim());
    const ofBelow = attribution(below.join(" "));
    if (ofBelow === kind && (opensAttribution(below[0] ?? "") || !opensAttribution(lines[at]?.text ?? "")))
      return undefined;
    return kind === "sure" || isQuotedFrom(lines, end + 1) ? end + 1 : undefined;
  }
  return undefined;
}

/** Whether what comes next is marked as quoted. */
function isQuotedFrom(lines: ReadLine[], at: number): boolean {
  for (let next = at; next < Math.min(lines.length, at + 8); next++) {
    const line = lines[next] as ReadLine;
    if (!isBlank(line) || line.depth > 0) return line.depth > 0 || line.mark === "rest";
  }
  return false;
}

/** Where the header of an original ends that begins here and that a quotation follows: it says who is quoted. */
function headerFrom(lines: ReadLine[], at: number): number | undefined {
  const isAnnounced = announcesOriginal(lines[at]?.text ?? "");
  if (!isAnnounced && !isHeaderOfOriginal(lines, at)) return undefined;
  for (let end = at + 1; end < Math.min(lines.length, at + 14); end++) {
    const line = lines[end] as ReadLine;
    if (line.depth > 0) return end;
    if (!isBlank(line) && !line.field && !attribution(line.text)) return undefined;
  }
  return undefined;
}

/** Without what comes behind a header of the original, or behind an attribution that no quotation follows. */
function cutAtRest(lines: ReadLine[], pieces: Piece[]): Piece[] {
  const end = restFrom(lines, pieces);
  return pieces.flatMap((piece) => {
    if (piece.from >= end) return piece.is === "own" ? [] : piece.from < end ? [piece] : [];
    return [{ ...piece, to: Math.min(piece.to, end) }];
  });
}

function restFrom(lines: ReadLine[], pieces: Piece[]): number {
  for (const [number, piece] of pieces.entries()) {
    if (piece.is === "attribution") {
      // A blank own piece at most stands between the two.
      const next = [pieces[number + 1], pieces[number + 2]].find((one) => one && !isEmpty(lines, one));
      if (next?.is === "own") return piece.from;
    }
    if (piece.is !== "own") continue;
    for (let at = piece.from; at < piece.to; at++) {
      const line = lines[at] as ReadLine;
      if (line.mark === "rest" || announcesOriginal(line.text) || isHeaderOfOriginal(lines, at))
        return beforeRule(lines, at);
    }
  }
  return lines.length;
}

/** Three header fields on lines that follow each other, or two of which one says who and one when. */
function isHeaderOfOriginal(lines: ReadLine[], at: number): boolean {
  const first = lines[at]?.field;
  if (!first || first === "cc" || first === "reply") return false;
  const found = new Set<string>();
  let blanks = 0;
  for (let next = at; next < Math.min(lines.length, at + 12); next++) {
    const line = lines[next] as ReadLine;
    if (isBlank(line)) {
      if (++blanks > 3) break;
      continue;
    }
    const name = line.field ?? (found.size > 0 && attribution(line.text) === "sure" ? "attribution" : undefined);
    // A long list of recipients goes on in the next line.
    if (!name && (blanks > 0 || found.size === 0 || next > at + 6)) break;
    if (name) found.add(name);
    if (name === "attribution") break;
  }
  return found.size >= 3 || (found.has("from") && (found.has("date") || found.has("attribution")));
}

/** With the line of strokes above it. */
function beforeRule(lines: ReadLine[], at: number): number {
  for (let before = at - 1; before >= Math.max(0, at - 3); before--) {
    const line = lines[before] as ReadLine;
    if (isLongRule(line.text) || /^\s*[-_]{2,}\s*$/.test(line.text)) return before;
    if (!isBlank(line)) return at;
  }
  return at;
}

const isEmpty = (lines: ReadLine[], { is, from, to }: Piece) =>
  is === "own" && lines.slice(from, to).every((line) => isBlank(line) || line.mark === "signature");

/** Without signatures, footers, and pieces in which nothing is left. */
function trimmed(lines: ReadLine[], pieces: Piece[]): Piece[] {
  const own = pieces.map((piece) => (piece.is === "own" ? { ...piece, to: signatureFrom(lines, piece) } : piece));
  return own.filter((piece) => !isEmpty(lines, piece));
}

function signatureFrom(lines: ReadLine[], { from, to }: Piece): number {
  let end = to;
  for (let at = from; at < to; at++) {
    if (!isSignatureRule(lines[at]?.text ?? "") && !isListFooter(lines, at) && !isNameBelow(lines, at, to)) continue;
    end = at;
    break;
  }
  for (;;) {
    while (end > from && (isBlank(lines[end - 1] as ReadLine) || lines[end - 1]?.mark === "signature")) end--;
    const last = lines[end - 1] as ReadLine;
    if (end > from && isFooter(last.text)) end--;
    else break;
  }
  return closingFrom(lines, from, end);
}

/** Behind a long line of strokes with few lines below it: what a mailing list or a virus scanner adds. */
function isListFooter(lines: ReadLine[], at: number): boolean {
  return (
    isLongRule(lines[at]?.text ?? "") && lines.length - at < 12 && lines.slice(at).every(({ depth }) => depth === 0)
  );
}

/** Three strokes with a line or two below them, and nothing more. */
function isNameBelow(lines: ReadLine[], at: number, to: number): boolean {
  if (!isShortRule(lines[at]?.text ?? "") || to - at > 2 * MOST_IN_SIGNATURE) return false;
  const below = lines.slice(at + 1, to).filter((line) => !isBlank(line));
  return below.length <= 3 && below.every(({ text }) => text.length <= 60 && !/[?!:;]\s*$/.test(text));
}

/** Where "With regards, …" begins, if nothing but a name and the like stands below it. */
function closingFrom(lines: ReadLine[], from: number, end: number): number {
  const least = Math.max(from, end - 2 * MOST_IN_SIGNATURE);
  for (let at = end - 1; at >= least; at--) {
    const line = lines[at] as ReadLine;
    if (isClosing(line.text)) {
      const below = lines.slice(at + 1, end).filter((one) => !isBlank(one));
      return below.length <= MOST_IN_SIGNATURE ? at : end;
    }
    if (line.text.length > 100 || /[?!]\s*$/.test(line.text)) return end;
  }
  return end;
}

/** Quotations that the sender answers one by one: two of them, or one that they have picked out themselves. */
function answeredQuotes(lines: ReadLine[], pieces: Piece[]): Set<Piece> {
  const lastOwn = pieces.findLastIndex(({ is }) => is === "own");
  const quotes = pieces.slice(0, lastOwn + 1).filter(({ is }) => is === "quote");
  if (quotes.length >= 2) return new Set(quotes);
  const [only] = quotes;
  if (!only) return new Set();
  const before = pieces[pieces.indexOf(only) - 1];
  const isShort = lines.slice(only.from, only.to).filter((line) => !isBlank(line)).length <= 6;
  return before?.is === "own" && isShort ? new Set([only]) : new Set();
}

import { mayHave, someTokensOf, type Term } from "./analysis.ts";

/** A text of a document, in its language. */
export interface Text {
  text: string;
  language: string;
}

/** What is looked for in every text of a page of results. */
export interface Sought {
  terms: Term[];
  /** Which of the terms a stem belongs to. */
  places: Map<string, number>;
  isWanted: (stretch: string) => boolean;
}

export function seek(terms: Term[]): Sought {
  const places = terms.flatMap(({ stems }, place) => stems.map((stem) => [stem, place] as const));
  return { terms, places: new Map(places), isWanted: mayHave(terms) };
}

/** A stretch of text; what was asked for is marked. */
export interface Part {
  text: string;
  isFound: boolean;
}

const LONGEST = 200;
const BEFORE = 40;
/** What is further down is not looked at. */
const READ = 20_000;

/** A text with the asked words marked. */
export function markWords(text: string, sought: Sought, language: string): Part[] {
  return partsOf(text, [...hitsOf(text, sought, language)], 0, text.length);
}

/** A stretch of a text, and how many of the asked words it has. */
export interface Snippet {
  parts: Part[];
  words: number;
}

const NOTHING: Snippet = { parts: [], words: 0 };

/** The place of a text where most of the asked words stand together. */
function snippetOf({ text, language }: Text, sought: Sought): Snippet {
  const hits: Hit[] = [];
  let best = { words: 0, at: 0 };
  let first = 0;
  for (const hit of hitsOf(text.slice(0, READ), sought, language)) {
    // Nothing better comes, and all that the snippet shows has been looked at.
    if (best.words === sought.terms.length && hit.end > best.at + LONGEST) break;
    hits.push(hit);
    while (hit.end > (hits[first]?.start ?? hit.end) - BEFORE + LONGEST) first++;
    const near = hits.slice(first);
    const words = new Set(near.map(({ term }) => term)).size;
    if (words > best.words) best = { words, at: (near[0] ?? hit).start };
  }
  if (best.words === 0) return NOTHING;

  const start = best.at <= BEFORE ? 0 : wordStart(text, best.at - BEFORE);
  const end = text.length - start <= LONGEST ? text.length : wordEnd(text, start + LONGEST);
  const parts = partsOf(text, hits, start, end);
  if (start > 0) parts.unshift({ text: "… ", isFound: false });
  if (end < text.length) parts.push({ text: " …", isFound: false });
  return { parts, words: best.words };
}

/**
 * Of several texts the place with most of the asked words; empty where none has any. Reads no text that it need not.
 * @param best what was found in other texts of the document
 */
export function bestSnippet(texts: Iterable<Text>, sought: Sought, best = NOTHING): Snippet {
  for (const text of texts) {
    if (isWhole(best, sought)) break;
    const snippet = snippetOf(text, sought);
    if (snippet.words > best.words) best = snippet;
  }
  return best;
}

/** Whether it has all words, so that no other text can have more of them. */
export function isWhole({ words }: Snippet, { terms }: Sought): boolean {
  return words === terms.length;
}

/** Where one of the terms stands. */
interface Hit {
  start: number;
  end: number;
  term: number;
}

function* hitsOf(text: string, { places, isWanted }: Sought, language: string): Generator<Hit> {
  let last = -1;
  for (const { stem, start, end } of someTokensOf(text, language, { wanted: places, isWanted })) {
    const term = places.get(stem);
    // A name and its parts stand in the same place.
    if (term === undefined || last === start) continue;
    last = start;
    yield { start, end, term };
  }
}

function partsOf(text: string, hits: Hit[], from: number, to: number): Part[] {
  const parts: Part[] = [];
  let at = from;
  for (const { start, end } of hits.filter((hit) => hit.start >= from && hit.end <= to)) {
    if (start > at) parts.push({ text: text.slice(at, start), isFound: false });
    parts.push({ text: text.slice(start, end), isFound: true });
    at = end;
  }
  if (at < to) parts.push({ text: text.slice(at, to), isFound: false });
  return parts;
}

/** Where the word at a place begins, looking at most 30 characters ahead, so that no word is cut. */
function wordStart(text: string, at: number): number {
  const space = text.slice(at, at + 30).search(/\s/);
  return space < 0 ? at + Number(/[\udc00-\udfff]/.test(text[at] ?? "")) : at + space + 1;
}

function wordEnd(text: string, at: number): number {
  const space = text.slice(at - 30, at).search(/\s\S*$/);
  return space < 0 ? at - Number(/[\udc00-\udfff]/.test(text[at] ?? "")) : at - 30 + space;
}

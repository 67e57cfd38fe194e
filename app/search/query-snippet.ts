import { mayHave, type Term, tokensOf } from "./analysis.ts";

/** A text of a document, in its language. */
export interface Text {
  text: string;
  language: string;
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
export function markWords(text: string, terms: Term[], language: string): Part[] {
  const hits = [...wordsOf(text, terms, language)].filter(isHit);
  return partsOf(text, hits, 0, text.length);
}

/** The place of a text where most of the asked words stand together; undefined where there is none of them. */
export function snippetOf(text: string, terms: Term[], language: string): { parts: Part[]; words: number } | undefined {
  const hits: Hit[] = [];
  let best = { words: 0, at: 0 };
  let first = 0;
  for (const word of wordsOf(text.slice(0, READ), terms, language)) {
    // Nothing better comes, and all that the snippet shows has been looked at.
    if (best.words === terms.length && word.end > best.at + LONGEST) break;
    if (!isHit(word)) continue;
    hits.push(word);
    while (word.end > (hits[first]?.start ?? word.end) - BEFORE + LONGEST) first++;
    const near = hits.slice(first);
    const words = new Set(near.map(({ term }) => term)).size;
    if (words > best.words) best = { words, at: (near[0] ?? word).start };
  }
  if (best.words === 0) return undefined;

  const start = best.at <= BEFORE ? 0 : wordStart(text, best.at - BEFORE);
  const end = text.length - start <= LONGEST ? text.length : wordEnd(text, start + LONGEST);
  const parts = partsOf(text, hits, start, end);
  if (start > 0) parts.unshift({ text: "… ", isFound: false });
  if (end < text.length) parts.push({ text: " …", isFound: false });
  return { parts, words: best.words };
}

/** Of several texts the place with most of the asked words; empty where none has any. Reads no text that it need not. */
export function bestSnippet(texts: Iterable<Text>, terms: Term[]): Part[] {
  let best: { parts: Part[]; words: number } = { parts: [], words: 0 };
  for (const { text, language } of texts) {
    const snippet = snippetOf(text, terms, language);
    if (snippet && snippet.words > best.words) best = snippet;
    if (best.words === terms.length) break;
  }
  return best.parts;
}

interface Word {
  start: number;
  end: number;
  /** Which of the terms it is. */
  term: number | undefined;
}

interface Hit extends Word {
  term: number;
}

const isHit = (word: Word): word is Hit => word.term !== undefined;

function* wordsOf(text: string, terms: Term[], language: string): Generator<Word> {
  const byStem = new Map(terms.flatMap(({ stems }, index) => stems.map((stem) => [stem, index] as const)));
  let last = -1;
  for (const { stem, start, end } of tokensOf(text, language, mayHave(terms))) {
    const term = byStem.get(stem);
    // A name and its parts stand in the same place.
    if (term !== undefined && last === start) continue;
    if (term !== undefined) last = start;
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

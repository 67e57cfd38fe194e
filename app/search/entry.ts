import { textOf } from "~/markdown/excerpt.ts";
import { stemsOf } from "./analysis.ts";

/** What the index takes of a document. Each text has its own language, which chooses the stemmer. */
export interface IndexedDocument {
  id: number;
  title: string;
  language: string;
  /** Plain text, or HTML that our renderer wrote. */
  texts: ({ text: string; language: string } | { html: string; language: string })[];
  /** Of a ticket. */
  votes?: number;
}

/** What is written of it: stems with spaces between them. */
export interface IndexEntry {
  id: number;
  title: string;
  body: string;
  /** See `voteLevel`. */
  level: number;
}

/** More of a long thread would make each reply to it slower; what comes first is indexed. */
const MOST_CHARACTERS = 100_000;

export function entryOf({ id, title, language, texts, votes = 0 }: IndexedDocument): IndexEntry {
  const stems = new Set<string>();
  let left = MOST_CHARACTERS;
  for (const part of texts) {
    const text = "html" in part ? textOf(part.html) : part.text;
    stemsOf(text.slice(0, left), part.language, { stems });
    left -= text.length;
    if (left <= 0) break;
  }
  return { id, title: stemsOfTitle(title, language), body: [...stems].join(" "), level: voteLevel(votes) };
}

/** A text's part of an entry, for who has the texts of a document at hand one by one. */
export interface TextStems {
  stems: string;
  /** Of the text, in characters. */
  length: number;
}

export function stemsOfHtml(html: string, language: string): TextStems {
  const text = textOf(html);
  return { stems: [...stemsOf(text, language)].join(" "), length: text.length };
}

/** The same entry as `entryOf` makes of the texts; undefined where they are longer together than what is indexed. */
export function joinEntry(
  { id, title, language, votes }: { id: number; title: string; language: string; votes: number },
  texts: TextStems[],
): IndexEntry | undefined {
  if (texts.reduce((sum, { length }) => sum + length, 0) > MOST_CHARACTERS) return undefined;
  const stems = new Set(texts.flatMap((text) => (text.stems === "" ? [] : text.stems.split(" "))));
  return { id, title: stemsOfTitle(title, language), body: [...stems].join(" "), level: voteLevel(votes) };
}

function stemsOfTitle(title: string, language: string): string {
  return [...stemsOf(title, language, { withStopWords: true })].join(" ");
}

export const HIGHEST_LEVEL = 16;

/** 2, 4, 8, 16 … votes: an entry is written again only where a ticket gets to another one. 0 is not in the table. */
export function voteLevel(votes: number): number {
  return Math.min(HIGHEST_LEVEL, Math.floor(Math.log2(Math.max(1, votes))));
}

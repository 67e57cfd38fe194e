import { countWords, mayHave, stemsOf, type Term } from "./analysis.ts";
import { foldText } from "./fold.ts";

/** What was asked, and how much each word of it says (all together 1). */
export interface Asked {
  terms: Term[];
  weights: number[];
  /** Whether a word of a title may be one of them. */
  isWanted: (stretch: string) => boolean;
}

/** @param counts in how many documents each word is */
export function weigh(terms: Term[], counts: number[]): Asked {
  return { terms, weights: weightsOf(counts), isWanted: mayHave(terms) };
}

/** What the order of results depends on. */
export interface Ranked {
  kind: "ticket" | "article";
  title: string;
  language: string;
  votes: number;
  isAnswered: boolean;
  createdAt: number;
  /** By bm25, 0 to 1. */
  fit: number;
}

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
/** An article whose title has most of what was asked comes before tickets, one that only mentions it does not. */
const FITTING_ARTICLE = 1.6;

/** Higher is better: words in the title first, then how well the whole text fits, then who was answered or voted for. */
export function rank(document: Ranked, asked: Asked, now: number): number {
  const { share, precision } = titleMatch(document, asked);
  const score =
    share * 3 + (share > 0 ? exactShare(document.title, asked) * 0.3 : 0) + share * precision + document.fit * 0.5;
  if (document.kind === "article") return score + (share >= 0.5 ? FITTING_ARTICLE * share : 0);
  const votes = Math.min(1, Math.log2(1 + document.votes) * 0.12);
  const age = Math.max(0, now - document.createdAt) / YEAR_MS;
  return score + votes + (document.isAnswered ? 0.3 : 0) + 0.3 * Math.exp(-age);
}

/** Which share of the asked words the title has in the same form: of two languages it is the one that was typed. */
function exactShare(title: string, { terms }: Asked): number {
  const words = new Set(foldText(title).match(/[\p{L}\p{N}]+/gu));
  return terms.filter(({ word }) => words.has(word)).length / Math.max(1, terms.length);
}

/** Which share of the asked words the title has, by what they say, and of the title's words was asked for. */
export function titleMatch(
  { title, language }: Pick<Ranked, "title" | "language">,
  { terms, weights, isWanted }: Asked,
): { share: number; precision: number } {
  const stems = stemsOf(title, language, { withStopWords: true, isWanted });
  let [share, found] = [0, 0];
  for (const [place, { stems: asked, word }] of terms.entries()) {
    const isThere = asked.some((stem) => stems.has(stem));
    const begins = !isThere && word.length >= 3 && [...stems].some((stem) => stem.startsWith(word));
    const part = isThere ? 1 : begins ? 0.6 : 0;
    share += part * (weights[place] ?? 0);
    found += part;
  }
  return { share: Math.min(1, share), precision: Math.min(1, found / Math.max(1, countWords(title))) };
}

/** A word in more documents is common, and is not counted further. */
export const COMMON = 2_000;

/** How much each word says: one in few documents more than one in many; all together 1. */
function weightsOf(counts: number[]): number[] {
  const weights = counts.map((count) => Math.log2(2 + COMMON / (1 + count)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

import { stemsOf, type Term } from "./analysis.ts";

/** What the order of results depends on. */
export interface Ranked {
  id: number;
  title: string;
  language: string;
  votes: number;
  isAnswered: boolean;
  createdAt: number;
  /** By bm25, 0 to 1. */
  fit: number;
}

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** Higher is better: words in the title first, then how well the whole text fits, then who was answered or voted for. */
export function rank(document: Ranked, terms: Term[], now: number): number {
  const { share, precision } = titleMatch(document, terms);
  const votes = Math.min(1, Math.log2(1 + document.votes) * 0.12);
  const age = Math.max(0, now - document.createdAt) / YEAR_MS;
  return (
    share * 3 +
    (share === 1 ? precision : 0) +
    document.fit * 2.5 +
    votes +
    (document.isAnswered ? 0.3 : 0) +
    0.3 * Math.exp(-age)
  );
}

/** Which share of the asked words the title has, and of the title's words was asked for. */
export function titleMatch(
  { title, language }: Pick<Ranked, "title" | "language">,
  terms: Term[],
): { share: number; precision: number } {
  const stems = stemsOf(title, language, { withStopWords: true });
  let found = 0;
  for (const { stems: asked, word } of terms) {
    if (asked.some((stem) => stems.has(stem))) found += 1;
    else if (word.length >= 3 && [...stems].some((stem) => stem.startsWith(word))) found += 0.6;
  }
  return { share: found / Math.max(1, terms.length), precision: Math.min(1, found / Math.max(1, stems.size)) };
}

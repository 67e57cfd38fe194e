import type { Db } from "#db/client.ts";
import { termsOf, tokensOf } from "./analysis.ts";
import { looksLikeWords, switchedLayouts, vowelShare } from "./keyboard-layout.ts";
import { countInIndex, inAll } from "./query-counts.server.ts";
import { type Answer, find, type Question } from "./query-find.server.ts";
import { findSimilarWord } from "./query-similar-words.server.ts";

/** With fewer results the keyboard may have been in the wrong layout, or a word may be misspelt. */
const FEW = 3;
const MOST_MENDED = 2;

/**
 * What somebody may have meant: the other keyboard layout first, then another spelling, then the words without quotes.
 * `findsNothing` where all that speaks for it is that only it can be words.
 */
export async function suggest(
  db: Db,
  question: Question,
  answer: Answer,
): Promise<{ query: string; findsNothing: boolean } | null> {
  const hasUnknown = answer.counts.some((count, at) => count === 0 && !isBeingTyped(answer, at));
  if (answer.hits.length >= FEW && !hasUnknown) return null;
  const query =
    (await suggestLayout(db, question, answer)) ??
    (await suggestSpelling(db, question, answer)) ??
    (await suggestUnquoted(db, question, answer));
  if (query) return { query, findsNothing: false };
  const guess = answer.hits.length === 0 ? guessLayout(question.query.trim()) : undefined;
  return guess ? { query: guess, findsNothing: true } : null;
}

/** Only where it speaks for itself: a misspelt word has some vowels as it stands. */
function guessLayout(typed: string): string | undefined {
  return switchedLayouts(typed).find((other) => looksLikeWords(other) && vowelShare(other) > 2 * vowelShare(typed));
}

/** What the same keys write in another layout, where that finds more. */
async function suggestLayout(db: Db, question: Question, { hits }: Answer): Promise<string | null> {
  const { query, now } = question;
  const typed = query.trim();
  const others = switchedLayouts(typed);
  const countHits = async (other: string) => (await find(db, { ...question, query: other })).hits.length;
  const mended = await switchUnknown(db, typed, now);
  if (mended && (await countHits(mended)) > 0) return mended;
  if (hits.length >= FEW) return null;
  for (const other of others) if ((await countHits(other)) > hits.length) return other;
  return null;
}

/** Only the words switched that nobody has used as they stand: «rk.x api» was meant as «ключ api». Undefined for none. */
async function switchUnknown(db: Db, query: string, now: number): Promise<string | undefined> {
  const isKnown = async (text: string) => {
    const counts = inAll(await countInIndex(db, termsOf(text, 3), now));
    return counts.length > 0 && !counts.includes(0);
  };
  const meant = async (word: string) => {
    if (await isKnown(word)) return word;
    const others = switchedLayouts(word);
    const areKnown = await Promise.all(others.map(isKnown));
    return others.find((_, at) => areKnown[at]) ?? word;
  };
  const words = await Promise.all(query.split(/\s+/).slice(0, 10).map(meant));
  const mended = words.join(" ");
  return mended === query.split(/\s+/).slice(0, 10).join(" ") ? undefined : mended;
}

/** A word that is being typed is not misspelt. */
const isBeingTyped = ({ isBegun, counts }: Answer, place: number) => isBegun && place === counts.length - 1;

async function suggestSpelling(db: Db, { query, now }: Question, answer: Answer): Promise<string | null> {
  let mended = query.trim();
  const { terms, counts } = answer;
  const unknown = terms.filter((_, place) => counts[place] === 0 && !isBeingTyped(answer, place)).slice(0, MOST_MENDED);
  for (const term of unknown) {
    const right = await findSimilarWord(db, term, now);
    const place = [...tokensOf(mended, "ru"), ...tokensOf(mended, "uk")].find(({ stem }) => term.stems.includes(stem));
    if (right && place) mended = mended.slice(0, place.start) + right + mended.slice(place.end);
  }
  return mended === query.trim() ? null : mended;
}

/** A phrase that nobody has written may stand apart in a text. */
async function suggestUnquoted(db: Db, question: Question, { hits, hasPhrases }: Answer): Promise<string | null> {
  if (!hasPhrases || hits.length > 0) return null;
  const query = question.query
    .replace(/["«»„“”]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const found = await find(db, { ...question, query });
  return found.hits.length > 0 ? query : null;
}

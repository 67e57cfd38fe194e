import { cleanText } from "~/markdown/clean-text.ts";
import { foldText } from "./fold.ts";

/** Longer is a text that somebody pasted, and says more of its writer than of what is missing. */
const LONGEST = 80;
const MOST_WORDS = 8;

/** An article that the team could write has words; these have what belongs to one person, or nobody's words at all. */
const notToKeep = [
  /@/, // an e-mail address, a name in some network
  /:\/\/|\bwww\.|\p{L}\.\p{L}{2,}\//u, // a link
  /(?:\d[\s().,/+-]*){6}/, // a telephone, card, order or document number
  /(?=[a-z_-]*\d)[a-z\d_-]{16}/, // a key, a token
  /[^\s]{33}/, // a longer one
  /\p{M}{3}/u, // marks in heaps: noise over other people's lines
];

/**
 * A query as it is counted: folded, without signs around its words, so that one wish is one line. Undefined for what is
 * not counted: too long, too little, or something that may belong to a person.
 */
export function wordsToCount(query: string): string | undefined {
  if (query.length > LONGEST * 2) return undefined;
  const folded = foldText(cleanText(query).replace(/\s+/g, " ")).replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, "");
  if (notToKeep.some((pattern) => pattern.test(folded))) return undefined;
  const words = folded
    .split(" ")
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}+#]+$/gu, ""))
    .filter((word) => word !== "");
  const line = words.join(" ");
  const letters = line.match(/\p{L}/gu)?.length ?? 0;
  return words.length <= MOST_WORDS && line.length <= LONGEST && letters >= 2 ? line : undefined;
}

export type WordsList = "found_nothing" | "then_asked";

/** One line of a list on the desk. */
export interface SearchedWords {
  words: string;
  /** How often that list's thing happened. */
  times: number;
  searches: number;
}

export interface SearchTotals {
  searches: number;
  foundNothing: number;
}

/** The periods that the desk looks back over, in days. */
export const periods = [7, 30, 90] as const;
export type Days = (typeof periods)[number];

/** The period of an address; undefined where it names none that there is. */
export function parseDays(text: string | null): Days | undefined {
  return text === null ? 30 : periods.find((days) => String(days) === text);
}

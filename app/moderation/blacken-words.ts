import { BLACK_BAR } from "~/secrets/secret.ts";

/** What is pasted to be taken out: characters. */
export const blackenLimits = { shortest: 3, longest: 4_000 };

/** What Markdown may put between two letters: a backslash, or the marks of bold, italics and code. */
const MARKS = "[\\\\*_~`]";
const GAP = "[\\s>\\\\*_~`]";

/**
 * Finds words in texts as they were typed: in either case, across line ends and quoted lines, and between the marks of
 * Markdown, since what is pasted comes from a page. Digits of a card or a telephone are found however they are grouped.
 * Undefined for what is too short to be looked for.
 */
export function blackenPattern(words: string): RegExp | undefined {
  const trimmed = words.trim();
  const solid = trimmed.replace(/[\s\\*_~`]/g, "");
  if ([...solid].length < blackenLimits.shortest || trimmed.length > blackenLimits.longest) return undefined;
  const isNumber = /^\+?[\d\s()-]{9,}$/.test(trimmed);
  const between = isNumber ? "[\\\\*_~`\\s()-]{0,4}" : `${MARKS}{0,3}`;
  const runs = (isNumber ? solid.replace(/[()-]/g, "") : trimmed).match(/[\s\\*_~`]+|[^\s\\*_~`]/gu) ?? [];
  let pattern = "";
  let wasLetter = false;
  for (const run of runs) {
    const isLetter = !/^[\s\\*_~`]/.test(run);
    if (isLetter) pattern += `${wasLetter ? between : ""}${asItIs(run)}`;
    else pattern += /\s/.test(run) ? `${GAP}{1,200}` : `${MARKS}{${run.length},${2 * run.length + 4}}`;
    wasLetter = isLetter;
  }
  return new RegExp(pattern, "giu");
}

const asItIs = (letter: string) => letter.replace(/[$()+./?[\]^{|}]/g, "\\$&");

/** The text with a black bar in each place. */
export const blacken = (text: string, pattern: RegExp): string => text.replace(pattern, BLACK_BAR);

export const countPlaces = (text: string | null, pattern: RegExp): number => text?.match(pattern)?.length ?? 0;

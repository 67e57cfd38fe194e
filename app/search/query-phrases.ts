import { tokensOf } from "./analysis.ts";

/*
 * Phrases in quotes. The index knows which words a text has, not where; so a phrase is looked for in the texts of those
 * that have all its words. Words are compared by their stems: «не проходит» is in «не проходят».
 */

/** For each word in turn the stems that it may have. */
export type Phrase = Set<string>[];

const quoted = /"([^"]*)"|«([^«»]*)»|„([^„“”]*)[“”]|“([^“”]*)”/g;
const MOST_PHRASES = 3;
const MOST_WORDS = 12;

/** The phrases of a query. A quote that is not closed is none; neither is a phrase of a single word. */
export function phrasesOf(query: string): Phrase[] {
  return [...query.matchAll(quoted)]
    .map((match) => wordsInTurn(match.slice(1).find((text) => text !== undefined) ?? "", ["ru", "uk"]))
    .filter((phrase) => phrase.length > 1)
    .slice(0, MOST_PHRASES)
    .map((phrase) => phrase.slice(0, MOST_WORDS));
}

export function hasPhrase(text: string, language: string, phrase: Phrase): boolean {
  const words = wordsInTurn(text, [language]);
  return words.some((_, place) => phrase.every((stems, ahead) => meet(stems, words[place + ahead])));
}

/** The places of a text word by word. A name and its parts stand in one place. */
function wordsInTurn(text: string, languages: string[]): Phrase {
  const places = new Map<number, Set<string>>();
  for (const language of languages) {
    for (const { stem, start } of tokensOf(text, language)) {
      const stems = places.get(start);
      if (stems) stems.add(stem);
      else places.set(start, new Set([stem]));
    }
  }
  return [...places.values()];
}

function meet(asked: Set<string>, there: Set<string> | undefined): boolean {
  for (const stem of there ?? []) if (asked.has(stem)) return true;
  return false;
}

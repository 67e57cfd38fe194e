import { stemsOf } from "~/search/analysis.ts";

/* Words that nobody has written, as often as people use theirs. The same in each run. */

export const languages = ["en", "ru", "uk"] as const;
export type Language = (typeof languages)[number];

let seed = 1;
/** 0 to 1 (mulberry32). */
export function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
  return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
}

export function pick<Item>(items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

const syllables = {
  en: "pa ti re con lo ser mi ver ca no sta pre for mu der lin gat ex por".split(" "),
  ru: "пла те на по ста ре вы ко за мо ни про ты кла ры дел га ще шу".split(" "),
  uk: "пла ті на по ста рі ви ко за мо ни про ї кла рі діл га ще шу".split(" "),
};

const VOCABULARY = 20_000;

interface Word {
  word: string;
  stems: string[];
}

const known = Object.fromEntries(languages.map((language) => [language, makeWords(language)])) as Record<
  Language,
  Word[]
>;

function makeWords(language: Language): Word[] {
  return Array.from({ length: VOCABULARY }, () => {
    const word = Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(syllables[language])).join("");
    return { word, stems: [...stemsOf(word, language, { withStopWords: true })] };
  });
}

/** The second word half as often as the first, the third a third (Zipf). */
export function makeText(language: Language, length: number): { text: string; stems: string[] } {
  const words = Array.from({ length }, () => known[language][Math.floor(VOCABULARY ** random()) - 1] as Word);
  return {
    text: words.map(({ word }) => word).join(" "),
    stems: [...new Set(words.flatMap(({ stems }) => stems))],
  };
}

/** A word of the language with two letters in each other's place. */
export function misspell(language: Language): string {
  const { text } = makeText(language, 1);
  const at = 1 + Math.floor(random() * (text.length - 2));
  return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
}

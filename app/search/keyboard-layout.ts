/*
 * Words typed with the keyboard in the wrong layout: «ghbdtn» for «привет», «ызщке» for «sport». Keys by their place,
 * in the layouts that Windows and the common phones and desktops have for Russian, Ukrainian and US English.
 */

const us = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const russian = "йцукенгшщзхъфывапролджэячсмитьбюё";
const ukrainian = "йцукенгшщзхїфівапролджєячсмитьбю'";

const toRussian = layout(us, russian);
const toUkrainian = layout(us, ukrainian);
// A key of letters stays a letter: «б» was the comma, but nobody who types English words means one.
const fromRussian = layout(russian, us);
const fromUkrainian = layout(ukrainian, us);

/**
 * What the keys of a text would have written in the other layouts, likeliest first; empty where it mixes scripts or
 * has no letters.
 */
export function switchedLayouts(text: string): string[] {
  const typed = text.toLowerCase();
  const hasLatin = /[a-z]/.test(typed);
  const hasCyrillic = /[а-яёєіїґ]/.test(typed);
  if (hasLatin === hasCyrillic) return [];
  const maps = hasLatin ? [toRussian, toUkrainian] : /[єії]/.test(typed) ? [fromUkrainian] : [fromRussian];
  const switched = maps.map((map) => Array.from(typed, (letter) => map.get(letter) ?? letter).join(""));
  return [...new Set(switched)].filter((other) => other !== typed);
}

/** The likeliest: `switchedLayout("ghbdtn")` is «привет». Undefined where there is nothing to switch. */
export function switchedLayout(text: string): string | undefined {
  return switchedLayouts(text)[0];
}

/** Whether a text can be words: those of the wrong layout have hardly a vowel. */
export const looksLikeWords = (text: string): boolean => vowelShare(text) >= 0.25;

/** Which share of the letters are vowels, 0 where there are no letters. */
export function vowelShare(text: string): number {
  const letters = text.toLowerCase().match(/\p{L}/gu) ?? [];
  const vowels = letters.filter((letter) => /[aeiouyаеёиоуыэюяєії]/.test(letter));
  return vowels.length / Math.max(1, letters.length);
}

function layout(from: string, to: string): ReadonlyMap<string, string> {
  return new Map(Array.from(from, (key, place) => [key, to[place] ?? key]));
}

const SENTENCE = /[^.!?…\n]*(?:[.!?…](?!\s|$)[^.!?…\n]*)*[.!?…]*/gu;
const WORD = /[\p{L}\p{M}\p{N}'’]{1,40}|[$€£₽₴₹%+@]/gu;

/** The sentences of each paragraph that say anything. */
export const paragraphsOf = (clean: string): string[][] =>
  clean.split(/\n+/).map((line) => (line.match(SENTENCE) ?? []).filter((one) => /\p{L}/u.test(one)));

/** The words of a sentence, each between spaces, for phrases to be looked up in. */
export const plainOf = (sentence: string): string =>
  ` ${(sentence.toLowerCase().match(WORD) ?? []).join(" ").replace(/’/g, "'").replaceAll("ё", "е")} `;

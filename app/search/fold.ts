const latinWithoutMark: Record<string, string> = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i" };

/** ASCII and the Cyrillic letters of today. */
const plain = /^[\0-\x7f\u0400-\u045f]*$/;

/**
 * A text as the index compares it: NFKC, lower case, е for ё, г for ґ, Latin letters without their marks, Cyrillic ones
 * without stress; й and ї keep theirs. Apostrophes inside a word go («об'єкт», don't), also the typographic ones.
 */
export function foldText(text: string): string {
  // Most letters are the same in every form.
  let folded = (plain.test(text) ? text : text.normalize("NFKC")).toLowerCase();
  if (/[\u00c0-\u024f\u1e00-\u1eff]|\p{M}/u.test(folded)) {
    folded = folded
      .normalize("NFD")
      .replace(/(?<=\p{Script=Latin})\p{M}+/gu, "")
      .replace(/[\u0300\u0301]/g, "")
      .normalize("NFC")
      .replace(/[ßøłđæœı]/g, (letter) => latinWithoutMark[letter] ?? letter);
  }
  if (/['’ʼ‘`´ʹ′]/.test(folded)) {
    folded = folded.replace(/(?<=[a-z])['’ʼ]s(?![\p{L}\p{N}])/gu, "").replace(/(?<=\p{L})['’ʼ‘`´ʹ′](?=\p{L})/gu, "");
  }
  return folded.replaceAll("ё", "е").replaceAll("ґ", "г");
}

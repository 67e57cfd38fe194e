/*
 * Letters that look like others. What NFKC does not fold: Cyrillic, Greek, Armenian, Cherokee and Coptic letters that
 * stand for Latin ones, Latin ones that stand for Cyrillic ones, and the digits of “leet”.
 */

const pairs = (text: string): Map<string, string> =>
  new Map(text.split(/\s+/).map((pair) => [[...pair][0] ?? "", [...pair][1] ?? ""]));

/** Rare alphabets → what they stand for, before anything else. */
const rare = pairs(
  "ƃb ɑa ɡg ıi ɩi ʀr ѕs јj һh ԁd ԛq ԝw ցg օo սu հh ոn ռn ցg Օo Տs Ԁd αa βb γy εe ζz ηn ιi κk νv οo ρp σo τt υu χx ωw " +
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ᎠD ᎡR ᎢT ᎪA ᎬE ᎳW ᎻH ᎷM ᏀG ᏃZ ᏒR ᏚS ᏞL ᏟC ᏢP ᏦK ᏴB ᎥI ᏙV ᎩY Ꮍy " +
    "ⲬX ⲭx ⲃв ⲁa ⲟo ⲣp ⲥc Փф ՓФ ꓮA ꓐB ꓚC ꓓD ꓰE ꓝF ꓖG ꓧH ꓲI ꓙJ ꓗK ꓡL ꓟM ꓠN ꓳO ꓑP ꓣR ꓢS ꓔT ꓴU ꓦV ꓪW ꓫX ꓬY ꓜZ",
);

/** Cyrillic → Latin, where one cannot tell them apart. */
const toLatin = pairs(
  "аa вb еe ёe зз кk мm нh оo рp сc тt уy хx іi їi јj ѕs ьb пn гr иu АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЇI ЅS ЬB",
);

/** Latin → Cyrillic, within words that are Cyrillic otherwise. */
const toCyrillic = pairs(
  "aа bь cс eе gд hн iі kк mм nп oо pр rг sѕ tт uи xх yу vѵ AА BВ CС EЕ HН IІ KК MМ OО PР TТ XХ YУ UИ NП zз ZЗ dд",
);

/** Cyrillic letters that nobody takes for Latin ones; the word or text they stand in is Cyrillic. */
const clearlyCyrillic = /[бгджзийлпфцчшщъыэюяґєБГДЖЗИЙЛПФЦЧШЩЪЫЭЮЯҐЄ]/gu;
const clearlyLatin = /[dfgjlqrsvwzDFGJLNQRSUVWZ]/gu;
const cyrillic = /\p{Script=Cyrillic}/u;
const latin = /\p{Script=Latin}/u;
const everyCyrillic = /\p{Script=Cyrillic}/gu;
const everyLatin = /\p{Script=Latin}/gu;
/** Latin letters that are drawn like Cyrillic ones. */
const drawnAlike = /^[aceopxyikABCEHKMOPTXYI]$/;

const digitsAsLatin = pairs("0o 1i 3e 4a 5s 7t 8b @a $s !i");
const digitsAsCyrillic = pairs("0о 3з 4ч 6б @а");

const replaced = (word: string, table: Map<string, string>) =>
  [...word].map((letter) => table.get(letter) ?? letter).join("");

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

export const unmaskRare = (text: string): string =>
  /[ƃɑɡıɩʀ]|[\u0370-\u03ff\u0500-\u1fff\u2c00-\ufffd]|[\u{10000}-\u{1f0ff}]/u.test(text) ? replaced(text, rare) : text;

/**
 * Whether a text is Cyrillic, by the letters that cannot be taken for others. Names and terms in Latin letters may well
 * be most of a short one: a text is Latin where hardly a letter is surely Cyrillic.
 */
export function isCyrillicText(text: string): boolean {
  const sure = count(text, clearlyCyrillic);
  const other = count(text, clearlyLatin);
  return sure + other === 0 ? count(text, everyCyrillic) > count(text, everyLatin) : sure * 5 > other;
}

/**
 * A word with its letters of one alphabet.
 * @param isCyrillic what the text around it is, for words whose letters say nothing
 * @returns mixed: letters of both alphabets stood in it
 */
export function unmaskWord(word: string, isCyrillic: boolean): { word: string; mixed: boolean } {
  const hasCyrillic = cyrillic.test(word);
  const hasLatin = latin.test(word);
  if (!hasCyrillic && !(hasLatin && isCyrillic)) return { word, mixed: false };
  const sure = count(word, clearlyCyrillic) - count(word, clearlyLatin);
  if (!hasLatin) {
    // "сор" in an English text may be "cop".
    const isDisguised = !isCyrillic && sure <= 0 && [...word].every((letter) => toLatin.has(letter));
    return { word: isDisguised ? replaced(word, toLatin) : word, mixed: isDisguised };
  }
  if (!hasCyrillic) {
    // "BAC" in a Russian text may be "ВАС"; names in Latin letters are common there.
    return { word, mixed: false };
  }
  const wordIsCyrillic = sure > 0 || (sure === 0 && isCyrillic);
  return { word: replaced(word, wordIsCyrillic ? toCyrillic : toLatin), mixed: isDisguise(word) };
}

/** "iPadе" and "SQLщик" are one alphabet after the other; a disguise changes letters here and there, or like for like. */
function isDisguise(word: string): boolean {
  const letters = [...word].filter((letter) => cyrillic.test(letter) || latin.test(letter));
  const switches = letters.filter((letter, at) => at > 0 && latin.test(letter) !== latin.test(letters[at - 1] ?? ""));
  return switches.length > 1 || letters.every((letter) => cyrillic.test(letter) || drawnAlike.test(letter));
}

/**
 * A word with digits among its letters as the letters they stand for: "fr33", "зap0б0ток". Undefined without any. None either
 * where digits are most of it: numbers of orders and parts, "A1048".
 */
export function unmaskDigits(word: string): string | undefined {
  if (!/[013-8@$!]/.test(word) || count(word, /\p{L}/gu) * 2 < word.length) return undefined;
  const table = cyrillic.test(word) ? digitsAsCyrillic : digitsAsLatin;
  const letters = replaced(word, table);
  return /\d/.test(letters) ? undefined : letters;
}

import { detect, detectAll } from "tinyld/light";

/** Tongues in Latin letters that the library tells apart. It is asked for no others, or "CSV" reads as Hungarian. */
const latinTongues = ["en", "de", "es", "fi", "fr", "hu", "it", "nl", "no", "pl", "pt", "ro", "sv", "tr"];

/**
 * The library errs on short English (one text in eleven); texts with these words are English without asking it.
 * Words that others write too are left out: "a", "do", "no", "was", "will".
 */
const englishWords = new Set(
  (
    "and the not you your my with for this that have has how what why when where does it of are from but if would " +
    "should cannot is be i we they there please on at get got just like out up all some after which who can to"
  ).split(" "),
);

/**
 * The language of a text as an ISO 639-1 code, for its `lang`. Code and addresses do not count. In doubt between
 * tongues of the Latin alphabet: English.
 * @param fallback for fewer than ten letters: the site's own language
 */
export function detectLanguage(text: string, fallback: string): string {
  const words = wordsOf(text);
  const letters = count(words, /\p{L}+/gu);
  if (letters < 10) return fallback;
  if (count(words, /\p{Script=Cyrillic}+/gu) * 2 >= letters) {
    return count(words, /[іїєґ]+/giu) > count(words, /[ыэёъ]+/giu) ? "uk" : "ru";
  }
  if (count(words, /\p{Script=Latin}+/gu) * 2 < letters) return detect(words) || fallback;
  return latinTongue(words);
}

function latinTongue(text: string): string {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const english = words.filter((word) => englishWords.has(word)).length / words.length;
  if (words.length < 3 || english >= 0.1) return "en";
  const [likeliest] = detectAll(text.toLowerCase(), { only: latinTongues });
  return likeliest && likeliest.accuracy >= 0.1 ? likeliest.lang : "en";
}

/** Prose only. The first thousands of characters tell as much as all of them, and this runs on the main thread. */
function wordsOf(text: string): string {
  return text
    .slice(0, 8_000)
    .replace(/^ {0,3}(```+|~~~+)[\s\S]*?(?:^ {0,3}\1|(?![\s\S]))/gm, " ")
    .replace(/^(?: {4}|\t).*$/gm, " ")
    .replace(/`[^`\n]*`/g, " ")
    .replace(/<[^<>]*>/g, " ")
    .split(/\s+/)
    .filter((word) => !addressOrName.test(word) && !acronym.test(word))
    .join(" ")
    .slice(0, 2_000);
}

const addressOrName = /^www\.|[\p{L}\d][._/\\:=@(){}]+[\p{L}\d]/u;
const acronym = /^[^\p{L}\d]*[A-Z\d]{2,}[^\p{L}\d]*$/u;

/** Runs of letters, and not each alone: an array of two thousand for every text costs more than all the rest. */
function count(text: string, runs: RegExp): number {
  return (text.match(runs) ?? []).reduce((sum, run) => sum + run.length, 0);
}

import lunr from "lunr";
import { foldText } from "./fold.ts";
import { isStopWord } from "./stop-words.ts";
import { stemUkrainian } from "./ukrainian-stemmer.ts";

/*
 * One analysis for texts and queries: folded, cut into words, stop words out, stemmed. English and Russian stems are
 * Snowball's by lunr and lunr-languages, Ukrainian ones are our own.
 *
 * Which stemmer a Cyrillic word gets: ы э ъ make it Russian, і ї є Ukrainian, whatever is around it. All others are
 * stemmed in the index by the language of their text, and in a query, which is too short to tell, by both: the index
 * stays small, and «тарифов» finds Russian texts, «тарифів» Ukrainian ones, «тарифы» and «тариф» what they can.
 */

/** A word of a text: `stem` is what the index holds. */
export interface Token {
  stem: string;
  /** Where the word stands in the text as it was given, for marking it in snippets. */
  start: number;
  end: number;
  isStop: boolean;
}

/** A word of a query: a document has it when it has one of the stems. */
export interface Term {
  /** As it was typed, folded. */
  word: string;
  stems: string[];
  isStop: boolean;
}

/** Words, and names like v2.1, API_KEY, c++, node.js that are found as a whole and by their parts. */
const words = /[\p{L}\p{N}\p{M}]+(?:['’ʼ‘`´ʹ′._-][\p{L}\p{N}\p{M}]+)*(?:\+\+|#)?/gu;

/** Nobody types a longer word; base64 and the like would only fill the index. */
const LONGEST_WORD = 64;

/** The words of a text, with their places. */
export function* tokensOf(text: string, language: string): Generator<Token> {
  for (const match of text.matchAll(words)) {
    const [start, end] = [match.index, match.index + match[0].length];
    for (const { stem, isStop } of indexedWords(match[0], language).words) yield { stem, isStop, start, end };
  }
}

/**
 * Those that have one of some stems, in a third of the time.
 * @param isWanted see `mayHave`
 */
export function* someTokensOf(
  text: string,
  language: string,
  { wanted, isWanted }: { wanted: { has(stem: string): boolean }; isWanted: (stretch: string) => boolean },
): Generator<Token> {
  let at = 0;
  for (const stretch of text.split(" ")) {
    if (isWanted(stretch) && indexedWords(stretch, language).all.some((stem) => wanted.has(stem)))
      for (const token of tokensOf(stretch, language)) yield { ...token, start: at + token.start, end: at + token.end };
    at += stretch.length + 1;
  }
}

const anyStretch = (_stretch: string): boolean => true;

export function countWords(text: string): number {
  return text.match(words)?.length ?? 0;
}

/**
 * The different stems of a text, as the index stores them. Without stop words, unless all of it is wanted.
 * @param stems a set to add them to
 * @param isWanted which of them; see `mayHave`
 */
export function stemsOf(
  text: string,
  language: string,
  { withStopWords = false, stems = new Set<string>(), isWanted = anyStretch } = {},
): Set<string> {
  // No word goes over a space: looked up with what stands at it, most need no further look.
  for (const stretch of text.split(" ")) {
    if (!isWanted(stretch)) continue;
    const { all, telling } = indexedWords(stretch, language);
    for (const stem of withStopWords ? all : telling) stems.add(stem);
  }
  return stems;
}

/**
 * Whether a stretch of text without spaces may have one of the terms: no stemmer changes the first letter. It takes a
 * tenth of the time of stemming, and says no to most words of a text.
 */
export function mayHave(terms: Term[]): (stretch: string) => boolean {
  const letters = terms.flatMap(({ stems, word }) => [...stems, word]).map((stem) => stem[0] ?? "");
  const cases = letters.flatMap((letter) => [letter, ...(unfolded[letter] ?? [])]).flatMap(bothCases);
  const first = new Set(cases.map((letter) => letter.charCodeAt(0)));
  return (stretch) => first.has(stretch.charCodeAt(0)) || !isPlain.test(stretch);
}

const unfolded: Record<string, string[]> = { е: ["ё"], г: ["ґ"] };
const bothCases = (letter: string) => [letter, letter.toUpperCase()];
/** One word that has no parts, in which folding changes nothing but cases and the letters above. */
const isPlain = /^[a-zA-Zа-яА-ЯёЁєЄіІїЇґҐ]+[.,:;!?)»”"]*$/;

/** The different words of a query, the first `most` of them. When all are stop words, they are what is asked for. */
export function termsOf(query: string, most: number): Term[] {
  const terms = new Map<string, Term>();
  for (const [match] of query.matchAll(words)) {
    for (const word of askedWords(match)) {
      const stems = [...new Set([stemOf(word, "ru"), stemOf(word, "uk")])];
      const key = stems.join(" ");
      if (!terms.has(key)) terms.set(key, { word, stems, isStop: isStopWord(word) });
    }
  }
  const all = [...terms.values()];
  const telling = all.filter(({ isStop }) => !isStop);
  return (telling.length > 0 ? telling : all).slice(0, most);
}

interface Known {
  words: { stem: string; isStop: boolean }[];
  /** The stems of all, and of those that are no stop words. */
  all: string[];
  telling: string[];
}

const REMEMBERED = 100_000;
const remembered = { uk: new Map<string, Known>(), other: new Map<string, Known>() };

/** What the index gets of a stretch without spaces. That costs some microseconds, and most have been seen before. */
function indexedWords(stretch: string, language: string): Known {
  const memory = language === "uk" ? remembered.uk : remembered.other;
  const found = memory.get(stretch);
  if (found) return found;
  const known = lookUp(stretch, language);
  if (memory.size >= REMEMBERED) memory.clear();
  // Copied, as the engine would keep the whole text for a longer piece of it.
  if (stretch.length <= LONGEST_WORD) memory.set(Array.from(stretch).join(""), known);
  return known;
}

function lookUp(stretch: string, language: string): Known {
  const matches = stretch.match(words) ?? [];
  const isWord = matches.length === 1 && matches[0] === stretch;
  const found = isWord
    ? cutToIndex(stretch).map((word) => ({ stem: stemOf(word, language), isStop: isStopWord(word) }))
    : matches.flatMap((match) => indexedWords(match, language).words);
  const all = found.map(({ stem }) => stem);
  const telling = found.some(({ isStop }) => isStop) ? all.filter((_, at) => !found[at]?.isStop) : all;
  return { words: found, all, telling };
}

/** «e-mail» gives email, e, mail; API_KEY api_key, api, key. */
function cutToIndex(match: string): string[] {
  const whole = foldWord(match);
  if (/^\p{L}+$/u.test(whole)) return known([whole]);
  const parts = whole.split(/[._-]+/);
  if (isName(whole)) return known([whole, ...(parts.length > 1 ? parts : [])]);
  return known(isShortPrefix(parts) ? [parts.join(""), ...parts] : parts);
}

/** The words that a query asks for with it: a name as a whole, «e-mail» as email, «веб-сайт» as both its parts. */
function askedWords(match: string): string[] {
  const whole = foldWord(match);
  const parts = whole.split(/[._-]+/);
  if (isName(whole)) return known([whole]);
  return known(isShortPrefix(parts) ? [parts.join("")] : parts);
}

function foldWord(match: string): string {
  // NFKC may write a sign out with spaces and brackets.
  return foldText(match).replace(/[^\p{L}\p{N}\p{M}._+#-]/gu, "");
}

const isName = (word: string) => /[\d_.+#]/.test(word);
const isShortPrefix = ([first = "", ...more]: string[]) => more.length > 0 && /^[a-z]{1,2}$/.test(first);
const known = (all: string[]) => all.filter((word) => word !== "" && word.length <= LONGEST_WORD);

function stemOf(word: string, language: string): string {
  if (/^[a-z]+$/.test(word)) return String(lunr.stemmer(new lunr.Token(word, {})));
  if (!/^[а-яєії]+$/.test(word)) return word;
  const isUkrainian = /[ієї]/.test(word) || (language === "uk" && !/[ыэъ]/.test(word));
  return isUkrainian ? stemUkrainian(word) : stemRussian(word);
}

/**
 * Snowball takes «лимит» and «отмена» for verbs and cuts them to лим, отм, but leaves «лимиты», «отмену» as лимит,
 * отмен. Cut once more they meet, and so do «подключение» and «подключить». And it knows no vowels that come and go:
 * «ошибок», «настроек», «список» are brought to ошибк, настройк, списк.
 */
function stemRussian(word: string): string {
  const stem = String(lunr.ru.stemmer?.(new lunr.Token(word, {}))).replace(/(?<=...)(?:ит|ен|ил|ят)$/, "");
  return (
    irregular.get(stem) ??
    stem.replace(/(?<=..[^аеиоуыэюяйь])о(?=к$)|(?<=.[жчш])е(?=к$)/, "").replace(/(?<=.[аоу])ек$/, "йк")
  );
}

const irregular = new Map([
  ["денег", "деньг"],
  ["писем", "письм"],
]);

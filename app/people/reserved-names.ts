import { skeleton } from "./look-alikes.ts";

/** What a name may not look like: the team's voice on this site. */
export interface TeamNames {
  siteName: string;
  agentNames: string[];
}

const MAX_NAME = 60;

/**
 * A name as it is kept: spaces collapsed, without control, direction and invisible characters, at most 60 characters,
 * and with no towers of accents. Empty when nothing to see is left.
 */
export function cleanName(name: string): string {
  const visible = name
    .normalize("NFC")
    .replace(/[\s\p{Z}\p{Cc}]+/gu, (gap) => (/[\s\p{Z}]/u.test(gap) ? " " : ""))
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u115f\u1160\u3164\uffa0\u2800]/gu, "")
    .replace(/(\p{M}{2})\p{M}+/gu, "$1")
    .replace(/ +/g, " ")
    .trim();
  return [...visible].slice(0, MAX_NAME).join("").trimEnd();
}

/** Words that speak for the team where a word of the name begins with them. */
const STEMS = [
  ..."admin administr moderat support helpdesk official sysadmin".split(" "),
  ..."админ администр модерат поддержк техподдержк саппорт официальн техпод".split(" "),
  ..."адмін адміністр підтримк техпідтримк офіційн".split(" "),
].map(skeleton);

/** Words that do so only as a whole: Stafford and Teamur are people. */
const WORDS = new Set(
  [..."team teams staff mod mods".split(" "), ..."команда команди команды модер модеры модери".split(" ")].map(
    skeleton,
  ),
);

/** Long enough to be looked for across gaps, as in "sup-port". */
const UNMISTAKABLE_LENGTH = 7;

/** Signs that sites put behind verified names. */
const BADGES = /[\u2705\u2713\u2714\u2611\u{1f6e1}\u{1f530}\u{1f396}\u{1f46e}\u2b50\u2605\u{1f31f}\u{1f451}]/u;

/**
 * Whether a visitor's name could be taken for the team's. It is so for an agent's name, for words such as support or
 * модератор, for the site's name and for a check mark, also when written with look-alike letters, digits for letters,
 * gaps or invisible characters. The tables know Latin, Cyrillic and Greek; both sides are folded, so at worst an
 * honest name is refused too.
 */
export function looksLikeTeam(name: string, team: TeamNames): boolean {
  if (BADGES.test(name)) return true;
  // A sign may stand for a letter (@dmin) or for nothing (@anna).
  return [name, name.replace(/[!|@$]/g, " ")].some((reading) => readsLikeTeam(reading, team));
}

function readsLikeTeam(name: string, { siteName, agentNames }: TeamNames): boolean {
  const words = wordsOf(name);
  const whole = words.join("");
  if (agentNames.some((agent) => isSameName(words, wordsOf(agent)))) return true;

  const site = wordsOf(siteName).join("");
  if (site && (site.length > 3 ? whole.includes(site) : words.includes(site) || whole === site)) return true;
  return (
    [...words, whole].some((word) => WORDS.has(word) || STEMS.some((stem) => word.startsWith(stem))) ||
    STEMS.some((stem) => stem.length >= UNMISTAKABLE_LENGTH && whole.includes(stem))
  );
}

/** The same words in any order, or the same letters. */
function isSameName(words: string[], other: string[]): boolean {
  const same = (left: string[], right: string[]) => left.join("") === right.join("");
  return other.length > 0 && (same(words, other) || same(words.toSorted(), other.toSorted()));
}

/** The words of a name as skeletons; letters that stand alone one after another make one word. */
function wordsOf(name: string): string[] {
  const words = name
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{M}\p{Cc}\u115f\u1160\u3164\uffa0\u2800]/gu, "")
    .replace(/(\p{Ll})(?=\p{Lu}\p{Ll})/gu, "$1 ")
    .split(/[^\p{L}\p{N}@$|!\u{1f100}-\u{1f1ff}]+/u)
    .filter(Boolean);
  const joined: string[] = [];
  let previousWasLetter = false;
  for (const word of words) {
    const isLetter = [...word].length === 1;
    if (isLetter && previousWasLetter) joined[joined.length - 1] += word;
    else joined.push(word);
    previousWasLetter = isLetter;
  }
  return joined.map(skeleton).filter(Boolean);
}

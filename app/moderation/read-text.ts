import { isCyrillicText, unmaskDigits, unmaskRare, unmaskWord } from "./homoglyphs.ts";
import { beforeSignature } from "./signature.ts";
import { withoutCode } from "./without-code.ts";

/** A text with its disguises taken off, and what they were. */
export interface ReadText {
  /** As it was sent, at most so long as signals read. */
  raw: string;
  /** NFKC, without what nobody sees, and without code. */
  clean: string;
  /** Words in lower case, letters of one alphabet each; signs of money and percent are words. */
  words: string[];
  /** The words, each between spaces, for phrases to be looked up in. */
  plain: string;
  letters: number;
  /** Host names of links, in lower case, without "www.". */
  hosts: string[];
  /** @handles and t.me addresses. */
  handles: string[];
  phones: string[];
  disguise: {
    /** Zero-width and direction characters. */
    hidden: number;
    mixedWords: number;
    /** Letters that stood apart: "f r e e". */
    spaced: number;
    /** Full-width, mathematical and circled letters. */
    styled: number;
    leetWords: number;
    /** "site dot com", "сайт точка ру". */
    spelledHosts: number;
  };
  /** The text without the signature at its end, where it has one. */
  unsigned?: ReadText;
}

/** Long texts are read from both ends: what advertises stands in view. */
const READ_CHARACTERS = 8_000;

// Not what joins emoji, and not the soft hyphens of a copied page.
const HIDDEN =
  /(?<=\p{L})\u200d(?=\p{L})|[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u180e\u061c\u{e0000}-\u{e007f}]/gu;
const STYLED = /[\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d7ff}\u24b6-\u24e9\u{1f130}-\u{1f189}]/gu;
const SPACED = /(?<![\p{L}\p{N}])\p{L}(?:[ \t._*·\-|]\p{L}(?![\p{L}\p{N}])){3,200}/gu;
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"'()[\]]{1,300}/giu;
const BARE_HOST = /(?<![@\p{L}\p{N}./_-])(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,40}\.){1,3}\p{L}{2,12}(?![\p{L}\p{N}(])/giu;
const HANDLE = /(?<![\p{L}\p{N}.@/_-])@[a-z]\w{3,31}(?![\w.])/giu;
const PHONE = /(?<![\p{L}\d])\+?\d(?:[ ()-]{0,2}\d){8,13}(?!\d)/gu;
/** Numbers of parts and orders stand in one run, and begin with anything. */
const DIALLED = /[+ ()-]|^(?:0|7|8|380)/;
const SPELLED =
  /(?<![\p{L}\p{N}])[\p{L}\p{N}-]{2,30}\s?(?:[([{]\s?(?:\.|dot|точка|крапка)\s?[)\]}]|\s(?:dot|точка|крапка)\s)\s?(?:com|net|org|info|biz|site|online|shop|top|xyz|club|io|me|ru|рф|ua|ру|ком|орг|нет|инфо|юа|by|kz|in|co|уа|тк|инфо|сайт|онлайн|link|cc|be|uk|tv|pl|de|eu|app|store|tk|ly)(?![\p{L}])/giu;
// What stands before its first letter is bounded: else a line of exclamation marks would take the square of its length.
const WORD = /[\p{N}@$!]{0,12}\p{L}[\p{L}\p{M}\p{N}'’@$!]*|\d+|[$€£₽₴₹💲%+]/gu;
const ENDINGS =
  /\.(?:com|net|org|info|biz|site|online|shop|top|xyz|club|io|me|ru|рф|ua|by|kz|in|co|uk|tv|pl|de|eu|app|store|tk|ly|su|cc|link|live|pro|fun|win|bet|casino|icu|vip|space|website|tech|dev|gg|be|to|us|ca|au|cz|fr|it|es|nl|укр|бел|buzz|click|work|world|today|cloud|blog|page|ai|st|gl|gd|la|ws|mobi|asia|id|br|tr|cn|jp)$/u;

export function readText(text: string): ReadText {
  const before = beforeSignature(text);
  return {
    ...readWhole(text),
    ...(before !== undefined && { unsigned: readWhole(before) }),
  };
}

function readWhole(text: string): ReadText {
  const raw =
    text.length > READ_CHARACTERS ? `${text.slice(0, READ_CHARACTERS / 2)}\n${text.slice(-READ_CHARACTERS / 2)}` : text;
  const hidden = raw.match(HIDDEN)?.length ?? 0;
  const styled = raw.match(STYLED)?.length ?? 0;
  const clean = withoutCode(unmaskRare(entities(raw.replace(HIDDEN, "").replace(/\u00ad/g, "")).normalize("NFKC")));
  const hosts = hostsIn(clean);
  const handles = clean.match(HANDLE) ?? [];
  const phones = (clean.match(PHONE) ?? []).filter((run) => DIALLED.test(run)).map((phone) => phone.replace(/\D/g, ""));
  const spelledHosts = clean.match(SPELLED)?.length ?? 0;

  let spaced = 0;
  const joined = clean.replace(SPACED, (run) => {
    const letters = run.match(/\p{L}/gu) ?? [];
    spaced += letters.length;
    return letters.join("");
  });
  const spoken = withoutAddresses(joined);
  const isCyrillic = isCyrillicText(spoken);
  let mixedWords = 0;
  let leetWords = 0;
  const words: string[] = [];
  for (const [word] of spoken.matchAll(WORD)) {
    const trimmed = word.replace(/^[@!'’]+|[@!'’$]+$/gu, "") || word;
    const { word: unmasked, mixed } = unmaskWord(trimmed.replace(/\p{M}/gu, ""), isCyrillic);
    const spelled = unmaskDigits(unmasked);
    if (mixed && unmasked.length > 1) mixedWords += 1;
    if (spelled && spelled.length > 2) leetWords += 1;
    words.push((spelled ?? unmasked).toLowerCase().replace(/’/g, "'").replaceAll("ё", "е"));
  }
  return {
    raw,
    clean,
    words,
    plain: ` ${words.join(" ")} `,
    letters: clean.match(/\p{L}/gu)?.length ?? 0,
    hosts,
    handles: [...new Set(handles.map((handle) => handle.toLowerCase()))],
    phones,
    disguise: { hidden, mixedWords, spaced, styled, leetWords, spelledHosts },
  };
}

const entities = (text: string) =>
  text
    .replace(/&#0?39;|&apos;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");

const withoutAddresses = (text: string) =>
  text
    .replace(/<\/?[a-z][^<>]{0,300}>/giu, " ")
    .replace(ADDRESS, " ")
    .replace(HANDLE, " ");

/** Which hosts a text names, with or without a scheme. Files and versions ("main.ts", "2.17.5") are none. */
function hostsIn(text: string): string[] {
  const hosts = new Set<string>();
  for (const [address] of text.matchAll(ADDRESS)) {
    const host = /^(?:https?:\/\/)?(?:[^/@\s]{0,100}@)?([^/:?#\\\s]{1,253})/iu.exec(address)?.[1];
    // The comma or full stop after an address is the sentence's.
    const name = host?.toLowerCase().replace(/^www\.|[^\p{L}\p{N}]{1,253}$/gu, "");
    if (name) hosts.add(name);
  }
  for (const [host] of text.replace(ADDRESS, " ").matchAll(BARE_HOST)) {
    const name = host.toLowerCase().replace(/^www\./, "");
    if (ENDINGS.test(name)) hosts.add(name);
  }
  return [...hosts];
}

/**
 * Directions that text sets for what follows it, and characters of no width: a title of them would look like another,
 * or like none. Joiners stay, emoji and several scripts need them.
 */
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** A text for one line, such as a title: gaps are one space, and nothing in it is invisible or turns the rest around. */
export function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(INVISIBLE, "")
    .replace(/ +/g, " ")
    .trim();
}

/** Capitals that look like another letter than their small form does. Applied before lower case. */
const CAPITALS = pairs("ВB НH РP СC МM ТT КK УY ХX ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ЅS ІI ЈJ ԌG ԚQ ԜW");

/** Small letters, digits and signs that look like a Latin letter, or that are read as one. */
const SMALL = pairs(
  "аa еe оo рp сc уy хx вb нh мm тt кk іi їi ѕs јj һh ԁd ԛq ԝw гr пn иu йu ёe єe эe зe ґr ьb шw щw " +
    "αa βb εe ζz ηn ιi κk μm νv οo ρp σo τt υu χx γy ωw " +
    "ıi ɩi ɑa ɡg ɪi ɴn ʀr ʏy ʙb ʜh ʟi ᴀa ᴄc ᴅd ᴇe ᴊj ᴋk ᴍm ᴏo ᴘp ꜱs ᴛt ᴜu ᴠv ᴡw ᴢz ɢg ꜰf øo łi đd " +
    "0o 1i li |i !i 3e 4a 5s 7t 8b @a $s",
);

/** What a word looks like: one letter for all that look the same. Meant for comparing, not for reading. */
export function skeleton(word: string): string {
  const folded = [...word]
    .map(plainLetter)
    .map((letter) => CAPITALS.get(letter) ?? letter)
    .join("")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
  return [...folded]
    .map((letter) => SMALL.get(letter) ?? letter)
    .join("")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** Letters in black circles and squares, and flags' letters, which NFKC leaves alone. */
function plainLetter(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  const start = [0x1f150, 0x1f170, 0x1f1e6].find((first) => code >= first && code < first + 26);
  return start === undefined ? letter : String.fromCharCode(0x41 + code - start);
}

function pairs(list: string): Map<string, string> {
  return new Map(list.split(" ").map((pair) => [...pair] as [string, string]));
}

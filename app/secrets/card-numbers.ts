import type { Secret } from "./secret.ts";

/** 13 to 19 digits, by themselves or in groups; not a part of a word, a version, an address or a longer number. */
const DIGITS = /(?<![\p{L}\p{N}.,/=#№+_-]|\d[ -])(?:\d[ -]?){12,18}\d(?![\p{L}\p{N}_]|[ .,-]?\d)/gu;

/** Words before a number that is something else. IMEI and many order numbers pass Luhn's check too. */
const OTHER_NUMBER =
  /(?:order|invoice|receipt|ticket|track(?:ing)?|parcel|imei|isbn|serial|phone|account|transaction|session|request|trace|id|заказ\p{L}*|сч[её]т\p{L}*|чек\p{L}*|трек\p{L}*|посылк\p{L}*|договор\p{L}*|номер заказа|замовлення|рахун\p{L}*|договір|посилк\p{L}*|тел\p{L}*|[#№])[^\p{L}\p{N}]{0,4}(?:(?:no|nr|number|номер)[^\p{L}\p{N}]{0,4})?$/iu;

/** How cards are printed: Visa and most others, American Express, Diners Club, the long ones. */
const GROUPINGS = new Set(["4 4 4 4", "4 6 5", "4 6 4", "4 4 4 4 3", "15", "16"]);

/** Numbers of payment cards: digits that pass Luhn's check, begin as a card does and are grouped as on one. */
export function findCardNumbers(text: string): Secret[] {
  const found: Secret[] = [];
  for (const match of text.matchAll(DIGITS)) {
    const groups = match[0].split(/[ -]/);
    const digits = groups.join("");
    if (!GROUPINGS.has(groups.map(({ length }) => length).join(" "))) continue;
    if (!isIssued(digits) || !passesLuhn(digits) || new Set(digits).size < 2) continue;
    if (OTHER_NUMBER.test(text.slice(Math.max(0, match.index - 32), match.index))) continue;
    found.push({ kind: "card", start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** The ranges that are given out to issuers (ISO/IEC 7812), by first digits and length. */
function isIssued(digits: string): boolean {
  if (digits.length === 15) return /^3[47]/.test(digits);
  if (digits.length === 14) return /^3(?:0[0-5]|[68])/.test(digits);
  return /^(?:4|5[0-9]|2(?:2[2-9]|[3-6]|7[01]|720)|220[0-5]|35(?:2[89]|[3-8])|6(?:011|2|4[4-9]|5|7))/.test(digits);
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

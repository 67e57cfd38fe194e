import type { Secret } from "./secret.ts";

/*
 * "password: …" in the three languages. What follows must look like a password: most people who write the word say
 * that theirs does not work.
 */

const NOT_IN_A_WORD = String.raw`(?<![\p{L}\p{N}])`;
const PASSWORD = "password|passwd|passphrase|passcode|pwd|pass|парол(?:ь|я|ем|и)|passwort|mot de passe";
const KEY = String.raw`(?:api|access|auth|client|secret|private)[ _-]?(?:key|token|secret)|token|secret|токен|(?:секретн\p{L}{2} |api[ -]?)?ключ(?: api| доступ\p{L})?`;
const CODE = "cvv2?|cvc2?|pin(?:[ -]?code)?|п[иі]н(?:[ -]?код)?";
const GAP = String.raw`["'\u0060*_]{0,3}\s{0,2}(?:[:=]|=>)\s{0,2}["'\u0060*_]{0,3}`;
const VALUE = String.raw`([^\s"'\u0060<>]{3,200})`;

const named = (names: string, gap: string) =>
  // Its own boundary on the left, or after an underscore: DB_PASSWORD=…
  new RegExp(`(?:${NOT_IN_A_WORD}|(?<=_))(${names})${gap}${VALUE}`, "giu");

const rules: { pattern: RegExp; looksLikeOne: (value: string, name: string) => boolean }[] = [
  { pattern: named(PASSWORD, GAP), looksLikeOne: isPassword },
  {
    pattern: named(PASSWORD, String.raw`\s{1,2}(?:is|was|это|це|[—–-])\s{1,2}["'\u0060]?`),
    looksLikeOne: isSaidPassword,
  },
  { pattern: named(KEY, GAP), looksLikeOne: isKey },
  { pattern: named(CODE, GAP), looksLikeOne: (value) => /^\d{3,8}$/.test(value) },
];

/** User and password in an address: postgres://name:password@host. */
const IN_ADDRESS = /(?<=[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{1,64}:)[^\s/@:]{3,128}(?=@[\p{L}\p{N}])/giu;

export function findNamedSecrets(text: string): Secret[] {
  const found: Secret[] = [];
  for (const { pattern, looksLikeOne } of rules) {
    for (const match of text.matchAll(pattern)) {
      const [whole, name = "", raw = ""] = match;
      const value = raw.replace(/[.,;:!?)\]}*_]+$/, "");
      if (!isReal(value) || !looksLikeOne(value, name)) continue;
      const start = match.index + whole.length - raw.length;
      found.push({ kind: "password", start, end: start + value.length });
    }
  }
  for (const { 0: value, index } of text.matchAll(IN_ADDRESS)) {
    if (isReal(value)) found.push({ kind: "password", start: index, end: index + value.length });
  }
  return found;
}

const PLACEHOLDERS =
  /^(?:null|none|nil|undefined|true|false|string|text|required|optional|hidden|redacted|masked|removed|secret|password|passw?d?|token|your\p{L}*|my\p{L}*|пароль|ваш\p{L}*|example|changeme)$/iu;

/** Not a variable, a path, a call, a line of stars, a version, or a word of documentation. */
function isReal(value: string): boolean {
  if (value.length < 3 || (new Set(value).size < 2 && !/^\d+$/.test(value))) return false;
  if (/^[$%{<[(~./\\&]|^[a-z]:\\|^https?:|[({]/i.test(value)) return false;
  if (/^[*•xх.…_█-]+$/i.test(value) || PLACEHOLDERS.test(value)) return false;
  // config.db.password, process.env.KEY2; and 1.20.3
  return !/^[\p{L}_$][\w$-]*(?:\.[\p{L}_$][\w$-]*)+$/iu.test(value) && !/^v?\d+(?:\.\d+)+$/i.test(value);
}

const hasLetter = (value: string) => /\p{L}/u.test(value);
const hasDigit = (value: string) => /\d/.test(value);

function isPassword(value: string, name: string): boolean {
  if (value.length < 4) return false;
  if (/^\d{4,}$/.test(value) || (hasLetter(value) && hasDigit(value))) return true;
  if (/^.+[!@#$%^&*+=?~].+$/.test(value)) return true;
  // A Latin word after a Russian or Ukrainian name is no sentence.
  return /^\p{Script=Cyrillic}/u.test(name) && /^[A-Za-z_-]{5,}$/.test(value);
}

/** "My password is …": what follows is more often the rest of a sentence. */
function isSaidPassword(value: string): boolean {
  const isMethod = /^(?:sha|md|bcrypt|argon|scrypt|base|utf|aes|rsa|oauth|v)-?\d/i.test(value);
  return value.length >= 6 && /[a-zа-яіїєґ]/.test(value) && hasDigit(value) && hasLetter(value) && !isMethod;
}

function isKey(value: string): boolean {
  return value.length >= 10 && hasLetter(value) && hasDigit(value) && /^[\w.+/=-]+$/.test(value);
}

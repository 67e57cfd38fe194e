import { findCardNumbers } from "./card-numbers.ts";
import { findNamedSecrets } from "./named-secrets.ts";
import { BLACK_BAR, type Secret, type SecretKind } from "./secret.ts";
import { findTokens } from "./tokens.ts";

/**
 * What in a text looks like a card number, a password, a key or a token, in the order of the text and without
 * overlaps. The time it takes grows with the length of the text alone.
 */
export function findSecrets(text: string): Secret[] {
  const all = [...findTokens(text), ...findCardNumbers(text), ...findNamedSecrets(text)];
  const found: Secret[] = [];
  for (const secret of all.sort((one, other) => one.start - other.start || other.end - one.end)) {
    if (secret.start >= (found.at(-1)?.end ?? 0)) found.push(secret);
  }
  return found;
}

/** The texts with a black bar in place of each secret, and wherever one of them says the same again. */
export function maskSecrets(texts: string[]): string[] {
  const said = texts.flatMap((text) => findSecrets(text).map(({ start, end }) => text.slice(start, end)));
  // The longest first: one may be a part of another.
  const all = [...new Set(said)].sort((one, other) => other.length - one.length);
  return texts.map((text) => all.reduce((masked, secret) => masked.replaceAll(secret, BLACK_BAR), text));
}

/** Which kinds are in a text that were not in it before. */
export function newSecretKinds(texts: string[], before: string[]): SecretKind[] {
  const earlier = before.join("\n");
  const isNew = (text: string) =>
    findSecrets(text).filter(({ start, end }) => !earlier.includes(text.slice(start, end)));
  return [...new Set(texts.flatMap(isNew).map(({ kind }) => kind))];
}

/** Which kinds are in these texts, each once. */
export function secretKindsIn(texts: string[]): SecretKind[] {
  return [...new Set(texts.flatMap(findSecrets).map(({ kind }) => kind))];
}

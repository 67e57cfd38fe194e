export type SecretKind = "card" | "password" | "token" | "private_key";

/** A place in a text that looks like something which nobody else should read. */
export interface Secret {
  kind: SecretKind;
  /** Where it begins and ends, in UTF-16 units. */
  start: number;
  end: number;
}

/** What stands where something was taken out. No word: it reads the same in every language, and is no Markdown. */
export const BLACK_BAR = "█████";

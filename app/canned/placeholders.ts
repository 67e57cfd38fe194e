/** What a canned answer may leave open, by the word in braces. */
export const placeholders = ["name", "number", "title", "link", "agent"] as const;

/** What they stand for in one reply. Words of strangers are escaped before they come here. */
export type Facts = Record<Exclude<(typeof placeholders)[number], "name">, string> & { name: string | null };

/** A name that is missing takes along what led to it: "Hello, {name}!" becomes "Hello!". */
const nobody = /(?<=\S)(?:,?[ \t]+|,)\{name\}|^([ \t]*)\{name\}[,!:]?[ \t]*(\p{Ll})?/gmu;
const known = new RegExp(`\\{(${placeholders.join("|")})\\}`, "g");

/** A canned answer for one ticket. What is in braces and no placeholder stays as it was typed. */
export function fillPlaceholders(body: string, facts: Facts): string {
  const addressed = facts.name
    ? body
    : body.replace(nobody, (_, indent = "", letter = "") => indent + letter.toUpperCase());
  return addressed.replace(known, (_, word: keyof Facts) => facts[word] ?? "").trim();
}

/** A stranger's words as plain text in Markdown: they make no link and no emphasis in the team's name. */
export function asPlainWords(text: string): string {
  return text.replace(/[\\`*[\]<>~]/g, "\\$&");
}

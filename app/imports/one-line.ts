import { cleanText } from "~/markdown/clean-text.ts";

/** A title or name in one line, cut at a word where it is too long. */
export function oneLine(text: string, longest: number): string {
  const line = cleanText(text).replace(/\s+/g, " ").trim();
  if (line.length <= longest) return line;
  const head = line.slice(0, longest - 1);
  const space = head.lastIndexOf(" ");
  return `${(space > longest / 2 ? head.slice(0, space) : head).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** A person's name; null where there is none, or nothing but an e-mail address, which is nobody's to read. */
export function publicName(name: string | undefined, longest: number): string | null {
  const line = oneLine(name ?? "", longest);
  return line === "" || /\S@\S/.test(line) ? null : line;
}

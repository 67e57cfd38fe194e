import { cutLines } from "./cut-lines.ts";
import type { Line } from "./line.ts";

/** "> ", "> > ", ">>", and with the letters of a name as The Bat! writes it: "AB> ". */
const quoted = /^[ \t]{0,3}(?:\p{Lu}{1,3})?>(?:[ \t]{0,2}(?:\p{Lu}{1,3})?>)*[ \t]?/u;
/** Nobody writes so much by hand; what is over it is behind what they wrote. */
const MOST_LINES = 10_000;

/** What the sender of a mail in plain text has written, as Markdown. */
export function cutText(text: string): string {
  const lines = readLines(text);
  const kept = cutLines(lines);
  const own = lines.filter((_, at) => kept[at]);
  return own
    .map(({ text: words, depth }, at) => {
      // Without a blank line between them an answer would belong to the quotation above it.
      const isApart = at > 0 && depth !== own[at - 1]?.depth;
      return `${isApart ? "\n" : ""}${"> ".repeat(Math.min(depth, 3))}${plain(words).trimEnd()}`;
    })
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+|\n+$/g, "");
}

function readLines(text: string): Line[] {
  return text.split(/\r\n?|\n/, MOST_LINES).map((line) => {
    const [marks = ""] = quoted.exec(line.slice(0, 200)) ?? [];
    const depth = marks.split(">").length - 1;
    return { text: line.slice(marks.length), depth };
  });
}

/** Whoever writes a mail means "<" by "<": only an address between such signs is one in Markdown too. */
const plain = (words: string) => words.replace(/<(?!https?:\/\/|mailto:)/g, "\\<");

import type { Term } from "./analysis.ts";
import type { Match } from "./engine.ts";

/* What is asked of an index of PostgreSQL: a tsquery of stems as they are, none of which says anything to it. */

export type Word = Pick<Term, "stems" | "word">;

export const quoted = (stem: string) => `'${stem.replace(/['\\]/g, "$&$&")}'`;

export function options({ stems, word }: Word, isBeginning = false): string {
  const all = stems.map(quoted);
  if (isBeginning) all.push(`${quoted(word)}:*`);
  return `(${all.join(" | ")})`;
}

export function question({ lists, beginning }: Match): string {
  return lists.map((list) => `(${list.map((term) => options(term, term === beginning)).join(" & ")})`).join(" | ");
}

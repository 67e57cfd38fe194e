import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

export interface Text {
  id: string;
  text: string;
  label: "spam" | "ham";
  lang: string;
  source: string;
}

/** The texts of a file, shuffled in an order that is always the same; `part` is a third held out, or the rest. */
export function readTexts(file: string, part: string | undefined): Text[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Text)
    .filter(({ id }) => part === undefined || isHeldOut(id) === (part === "unseen"))
    .sort((a, b) => place(a.id).localeCompare(place(b.id)));
}

const place = (id: string) => createHash("sha256").update(`order ${id}`).digest("hex");
const isHeldOut = (id: string) => (createHash("md5").update(id).digest()[15] ?? 0) % 3 === 0;

export const isSpam = ({ label }: Text) => label === "spam";
export const isHard = ({ source, label }: Text) => /hard/.test(`${source} ${label}`) && !/spam/.test(label);
/** What people bring to support; chat of other kinds of places is not what is promised about. */
export const isSupport = (text: Text) =>
  !isSpam(text) && !isHard(text) && (text.source.includes("banking") || ["ru", "uk"].includes(text.lang));

/** At most `most`, in fair shares of each language, so that a small one is not lost. */
export function sample(texts: Text[], most: number): Text[] {
  const queues = [...groupByLanguage(texts).values()];
  const chosen: Text[] = [];
  while (chosen.length < most && queues.some((queue) => queue.length > 0)) {
    for (const queue of queues) {
      const next = queue.shift();
      if (next && chosen.length < most) chosen.push(next);
    }
  }
  return chosen;
}

function groupByLanguage(texts: Text[]): Map<string, Text[]> {
  const groups = new Map<string, Text[]>();
  for (const text of texts) groups.set(text.lang, [...(groups.get(text.lang) ?? []), text]);
  return groups;
}

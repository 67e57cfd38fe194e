import { diffArrays } from "diff";
import type { ArticleText } from "./article.ts";
import type { Changes } from "./edit-view.ts";

/** A run of words: as they were, gone, or new. */
export interface Words {
  kind: "same" | "removed" | "added";
  text: string;
}

/** A stretch of lines. `changed` is told word by word; `skipped` stands for lines that are the same. */
export type Change =
  | { kind: "same" | "removed" | "added"; text: string }
  | { kind: "changed"; words: Words[] }
  | { kind: "skipped"; lines: number };

/** Lines around a change that are shown with it. */
const CONTEXT = 2;
/** Texts that differ in more places are shown one after the other: comparing them holds the process and tells nothing. */
const LIMITS = { maxEditLength: 1_000, timeout: 100 };
/** At least this part of the words must have stayed, or the words are not told apart. */
const LEAST_ALIKE = 0.4;

/** What is different between two texts of an article. */
export function compareTexts(old: ArticleText, fresh: ArticleText, language: string): Changes {
  const words = (before: string, after: string): Change[] | null =>
    before === after ? null : changedLines(before, after, language);
  return {
    title: words(old.title, fresh.title),
    summary: words(old.summary, fresh.summary),
    body: old.body === fresh.body ? null : compareBodies(old.body, fresh.body, language),
  };
}

/** The lines that changed, with some around them; within changed lines the words. */
export function compareBodies(old: string, fresh: string, language: string): Change[] {
  const parts = diffArrays(linesOf(old), linesOf(fresh), LIMITS);
  if (!parts) return oneAfterTheOther(old, fresh);
  const changes: Change[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    const next = parts[index + 1];
    if (!part) continue;
    if (part.removed && next?.added) {
      changes.push(...changedLines(part.value.join(""), next.value.join(""), language));
      index++;
    } else if (part.removed || part.added) {
      changes.push({ kind: part.removed ? "removed" : "added", text: part.value.join("") });
    } else {
      changes.push(...aroundChanges(part.value, { isFirst: index === 0, isLast: index === parts.length - 1 }));
    }
  }
  return changes;
}

/** Each line with its end. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function aroundChanges(lines: string[], { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): Change[] {
  const head = isFirst ? [] : lines.slice(0, CONTEXT);
  const tail = isLast ? [] : lines.slice(Math.max(head.length, lines.length - CONTEXT));
  const skipped = lines.length - head.length - tail.length;
  if (skipped <= 1) return [{ kind: "same", text: lines.join("") }];
  const same = (some: string[]): Change[] => (some.length > 0 ? [{ kind: "same", text: some.join("") }] : []);
  return [...same(head), { kind: "skipped", lines: skipped }, ...same(tail)];
}

function changedLines(old: string, fresh: string, language: string): Change[] {
  const words = compareWords(old, fresh, language);
  if (!words || !old || !fresh) return oneAfterTheOther(old, fresh);
  const stayed = words.reduce((sum, { kind, text }) => sum + (kind === "same" ? text.trim().length : 0), 0);
  return stayed / Math.max(old.length, fresh.length) < LEAST_ALIKE
    ? oneAfterTheOther(old, fresh)
    : [{ kind: "changed", words }];
}

function oneAfterTheOther(old: string, fresh: string): Change[] {
  const removed: Change[] = old ? [{ kind: "removed", text: old }] : [];
  const added: Change[] = fresh ? [{ kind: "added", text: fresh }] : [];
  return [...removed, ...added];
}

/** Word by word in any script. Undefined where the texts differ in too many places. */
function compareWords(old: string, fresh: string, language: string): Words[] | undefined {
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  const segments = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment);
  const parts = diffArrays(segments(old), segments(fresh), LIMITS);
  const words = parts?.map(
    (part): Words => ({
      kind: part.removed ? "removed" : part.added ? "added" : "same",
      text: part.value.join(""),
    }),
  );
  return words && joinFragments(words);
}

/** Between two changes a mere space or comma is no island: "a b" → "c d" is one change and not two. */
function joinFragments(words: Words[]): Words[] {
  const joined: Words[] = [];
  let [removed, added] = ["", ""];
  const flush = () => {
    if (removed) joined.push({ kind: "removed", text: removed });
    if (added) joined.push({ kind: "added", text: added });
    [removed, added] = ["", ""];
  };
  for (const [index, { kind, text }] of words.entries()) {
    if (kind === "removed") removed += text;
    else if (kind === "added") added += text;
    else if (removed && added && !/[\p{L}\p{N}\n]/u.test(text) && index < words.length - 1) {
      removed += text;
      added += text;
    } else {
      flush();
      joined.push({ kind, text });
    }
  }
  flush();
  return joined;
}

import { expect, test } from "vitest";
import { compareBodies, compareTexts } from "~/articles/revision-diff.ts";

test("words are told apart within a changed line, in Cyrillic too", () => {
  const changes = compareBodies("Лимит 20 запросов на ключ.\n", "Лимит 40 запросов на один ключ.\n", "ru");
  expect(changes).toEqual([
    {
      kind: "changed",
      words: [
        { kind: "same", text: "Лимит " },
        { kind: "removed", text: "20" },
        { kind: "added", text: "40" },
        { kind: "same", text: " запросов на " },
        { kind: "added", text: "один " },
        { kind: "same", text: "ключ.\n" },
      ],
    },
  ]);
});

test("a line that has little in common with the one before stands whole", () => {
  expect(compareBodies("Press the green button.", "Write to us instead of it.", "en")).toEqual([
    { kind: "removed", text: "Press the green button." },
    { kind: "added", text: "Write to us instead of it." },
  ]);
});

test("far from a change lines are counted and not shown", () => {
  const lines = Array.from({ length: 20 }, (_, index) => `Line ${index}\n`);
  const changes = compareBodies(lines.join(""), [...lines.slice(0, 10), "New\n", ...lines.slice(10)].join(""), "en");
  expect(changes).toEqual([
    { kind: "skipped", lines: 8 },
    { kind: "same", text: "Line 8\nLine 9\n" },
    { kind: "added", text: "New\n" },
    { kind: "same", text: "Line 10\nLine 11\n" },
    { kind: "skipped", lines: 8 },
  ]);
});

test("what is the same is not there", () => {
  const old = { title: "One", summary: "Same", body: "Same" };
  const { title, summary, body } = compareTexts(old, { ...old, title: "Two" }, "en");
  expect([summary, body]).toEqual([null, null]);
  expect(title).toEqual([
    { kind: "removed", text: "One" },
    { kind: "added", text: "Two" },
  ]);
});

test("a whole text replaced by another of the greatest length is still compared at once", () => {
  const text = (word: string) => Array.from({ length: 5_000 }, (_, index) => `${word}${index}`).join("\n");
  const started = performance.now();
  expect(compareBodies(text("a"), text("b"), "en").map(({ kind }) => kind)).toEqual(["removed", "added"]);
  expect(performance.now() - started).toBeLessThan(5_000);
});

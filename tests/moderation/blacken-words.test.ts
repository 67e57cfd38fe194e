import { expect, test } from "vitest";
import { blacken, blackenPattern } from "~/moderation/blacken-words.ts";

const out = (text: string, words: string) => {
  const pattern = blackenPattern(words);
  return pattern && blacken(text, pattern);
};

test.each([
  ["as it stands", "my hunter2!", "hunter2!", "my █████"],
  ["in another case", "my HUNTER2", "hunter2", "my █████"],
  ["behind a backslash of Markdown", "a\\_b\\*c", "a_b*c", "█████"],
  ["inside marks of Markdown", "4111 **1111** 1111 `1111`", "4111 1111 1111 1111", "█████`"],
  ["a number grouped otherwise", "4111-1111-1111-1111", "4111111111111111", "█████"],
  ["a number pasted in groups", "4111111111111111", "4111 1111-1111 1111", "█████"],
  ["a telephone", "call +380 (44) 123-45-67", "+380441234567", "call █████"],
  ["across lines", "one\ntwo three", "one two", "█████ three"],
  ["in a quotation", "> one\n> two", "one two", "> █████"],
  ["in every place", "ab1 AB1 xab1y", "ab1", "█████ █████ x█████y"],
  ["with signs of patterns", "a.b+c? (d) [e] $f {g} ^h |i", "a.b+c? (d) [e] $f {g} ^h |i", "█████"],
  ["in Cyrillic", "пароль Жук-7", "жук-7", "пароль █████"],
])("words are found %s", (_, text, words, expected) => {
  expect(out(text, words)).toBe(expected);
});

test.each(["ab", "  ", "***", "a b", "x".repeat(4_001)])("%j is nothing to look for", (words) => {
  expect(blackenPattern(words)).toBeUndefined();
});

test.each([
  ["underscores", `a${"_".repeat(900)}bcd`, "_".repeat(20_000)],
  ["spaces", `a b c ${"a ".repeat(400)}`, "a ".repeat(10_000)],
  ["stars between", "aaaaaaaaab", "a***".repeat(5_000)],
  ["one letter", "a".repeat(300), "a".repeat(20_000)],
])("%s are looked for in little time", (_, words, text) => {
  const started = performance.now();
  out(text, words);
  expect(performance.now() - started).toBeLessThan(500);
});

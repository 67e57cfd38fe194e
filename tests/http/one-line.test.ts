import { expect, test } from "vitest";
import { oneLine } from "~/http/one-line.ts";

test.each([
  ["  two\n\twords  ", "two words"],
  ["a\u0000b\u001b[31mc", "a b [31mc"],
  ["\u202egpj.exe\u202c", "gpj.exe"],
  ["\u2066left\u2069 \u200bright\ufeff", "left right"],
  ["\u202e\u200b\u2066 ", ""],
  ["family 👨‍👩‍👧 and נעים", "family 👨‍👩‍👧 and נעים"],
  ["می‌خواهم", "می‌خواهم"],
])("%j is in one line %j", (text, line) => {
  expect(oneLine(text)).toBe(line);
});

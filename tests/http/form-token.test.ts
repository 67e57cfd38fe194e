import { expect, test } from "vitest";
import { issueFormToken, readFormToken } from "~/http/form-token.server.ts";
import { isReceipt, issueReceipt } from "~/tickets/receipt.server.ts";

const SECRET = "a secret that only tests know, 32 long";
const NOW = Date.UTC(2026, 10, 2);
const DAY = 24 * 60 * 60 * 1000;

test("a form's token is ours for a day, and single", () => {
  const token = issueFormToken(SECRET, NOW);
  expect(readFormToken(SECRET, token, NOW + DAY)).toMatchObject({ issuedAt: NOW, expired: false });
  expect(readFormToken(SECRET, token, NOW + DAY + 1)).toMatchObject({ expired: true });
  expect(readFormToken(SECRET, issueFormToken(SECRET, NOW), NOW)?.nonce).not.toBe(
    readFormToken(SECRET, token, NOW)?.nonce,
  );
});

test.each([
  ["of another secret", () => issueFormToken("x".repeat(32), NOW)],
  ["with another time", () => issueFormToken(SECRET, NOW).replace(/^\d+/, String(NOW + 1))],
  ["with another nonce", () => issueFormToken(SECRET, NOW).replace(/\.(.)/, (_, one) => (one === "A" ? ".B" : ".A"))],
  ["that is a receipt", () => issueReceipt(SECRET, 1, NOW)],
  ["cut short", () => issueFormToken(SECRET, NOW).slice(0, -1)],
  ["empty", () => ""],
  ["of dots", () => "..."],
])("a token %s is not ours", (_, make) => {
  expect(readFormToken(SECRET, make(), NOW)).toBeUndefined();
  expect(readFormToken(SECRET, null, NOW)).toBeUndefined();
});

test("a receipt is for one ticket and ten minutes", () => {
  const receipt = issueReceipt(SECRET, 41, NOW);
  expect(isReceipt(SECRET, receipt, 41, NOW + 600_000)).toBe(true);
  expect(isReceipt(SECRET, receipt, 41, NOW + 600_001)).toBe(false);
  expect(isReceipt(SECRET, receipt, 42, NOW)).toBe(false);
  expect(isReceipt(SECRET, receipt.replace(/^\d+/, String(NOW + DAY)), 41, NOW)).toBe(false);
  for (const text of [null, "", ".", "x.y"]) expect(isReceipt(SECRET, text, 41, NOW)).toBe(false);
});

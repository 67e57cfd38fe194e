import { expect, test } from "vitest";
import { relativeTime } from "~/enhance/relative-times.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [0, "en", "1 minute ago"],
  [-5 * MINUTE, "en", "1 minute ago"],
  [59 * MINUTE, "en", "59 minutes ago"],
  [60 * MINUTE, "ru", "1 час назад"],
  [47 * HOUR, "uk", "1 день тому"],
  [29 * DAY, "ru", "29 дней назад"],
  [364 * DAY, "en", "12 months ago"],
  [800 * DAY, "uk", "2 роки тому"],
])("%i ms ago is, in %s, “%s”", (ago, language, words) => {
  expect(relativeTime(Date.now() - ago, Date.now(), language)).toBe(words);
});

import { colord, extend } from "colord";
import a11y from "colord/plugins/a11y";
import { describe, expect, test } from "vitest";
import {
  accentSheet,
  DEFAULT_ACCENT,
  darkTheme,
  isReadable,
  leastContrast,
  lightTheme,
  nearestReadable,
  parseAccent,
} from "~/site/accent.ts";

extend([a11y]);

/** Every hue at three saturations and nine lightnesses, and the greys. */
const sweep = Array.from({ length: 36 }, (_, hue) => hue * 10).flatMap((h) =>
  [0, 50, 100].flatMap((s) => [10, 20, 30, 40, 50, 60, 70, 80, 90].map((l) => colord({ h, s, l }).toHex())),
);

test("the usual colour of the design can be read", () => {
  expect(isReadable(DEFAULT_ACCENT)).toBe(true);
  expect(nearestReadable(DEFAULT_ACCENT)).toBe(DEFAULT_ACCENT);
});

test.each([
  ["yellow", "#ffcc00"],
  ["the light blue that the design uses in the dark", "#86c8e4"],
  ["a grey that is readable on white, but not where links stand", "#767676"],
])("%s is too light", (_, color) => {
  expect(isReadable(color)).toBe(false);
});

describe("whatever colour is typed", () => {
  test("what is offered instead has 4.5:1 wherever the light theme shows it", () => {
    for (const color of sweep) {
      const accent = nearestReadable(color);
      for (const ground of ["#fcfbf8", "#f3f1ec", "#ffffff", lightTheme(accent).wash]) {
        expect.soft(colord(accent).contrast(ground), `${color} → ${accent} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  test("what is offered instead is darker, and no darker than it has to be", () => {
    for (const color of sweep.filter((color) => !isReadable(color))) {
      const offered = colord(nearestReadable(color));
      expect.soft(offered.toHsl().l, color).toBeLessThan(colord(color).toHsl().l);
      expect.soft(leastContrast(offered.toHex()), color).toBeLessThan(4.75);
    }
  });

  test("the dark theme's accent has 4.5:1 on its grounds, and its ink on it", () => {
    for (const color of sweep) {
      const { accent, ink, wash } = darkTheme(color);
      for (const ground of ["#161513", "#1e1d1a", "#22201d", wash, ink]) {
        expect.soft(colord(accent).contrast(ground), `${color} → ${accent} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});

test.each([
  ["#0b5b7a", "#0b5b7a"],
  [" 0B5B7A ", "#0b5b7a"],
  ["#abc", undefined],
  ["teal", undefined],
  ["#0b5b7a;}body{display:none", undefined],
  ["", undefined],
])("%j is read as %j", (typed, accent) => {
  expect(parseAccent(typed)).toBe(accent);
});

test("the sheet names all three colours for the light theme and for dark screens, outside of any layer", () => {
  const sheet = accentSheet("#7a00a8");
  const [light, dark] = sheet.split("@media screen and (prefers-color-scheme: dark)");
  expect(light).toContain("--accent: #7a00a8; --accent-ink: #ffffff; --accent-wash: #");
  expect(dark).toMatch(/--accent: #[0-9a-f]{6}; --accent-ink: #[0-9a-f]{6}; --accent-wash: #[0-9a-f]{6};/);
  expect(sheet).not.toContain("@layer");
});

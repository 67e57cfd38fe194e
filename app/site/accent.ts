import { colord, extend } from "colord";
import a11y from "colord/plugins/a11y";
import oklch from "colord/plugins/oklch";

extend([a11y, oklch]);

/** The design's own accent, for as long as no admin has chosen another. Its value lives in styles/tokens.css. */
export const DEFAULT_ACCENT = "#0b5b7a";

/** WCAG 2.2, 1.4.3: text of normal size. */
export const LEAST_CONTRAST = 4.5;

/** `--paper` of styles/tokens.css. */
export const PAPER = { light: "#fcfbf8", dark: "#161513" };

/** Links stand on `--paper` and on `--sunken`. */
const grounds = [PAPER.light, "#f3f1ec"];

export interface AccentTheme {
  accent: string;
  /** Text on the accent. */
  ink: string;
  /** The ground of the team's answers. */
  wash: string;
}

/** The three colours of the light theme that an accent brings. */
export function lightTheme(accent: string): AccentTheme {
  return { accent, ink: "#ffffff", wash: tint(accent, 0.955, 0.012) };
}

/**
 * The same hue for the dark theme. In OKLCH equal lightness is equal contrast, so these three always go together:
 * a sweep in tests/site/accent.test.ts holds them to it.
 */
export function darkTheme(accent: string): AccentTheme {
  return { accent: tint(accent, 0.8, 0.1), ink: tint(accent, 0.254, 0.036), wash: tint(accent, 0.2586, 0.022) };
}

/** The lowest contrast that an accent has anywhere in the light theme, from 1 to 21. */
export function leastContrast(accent: string): number {
  const { ink, wash } = lightTheme(accent);
  return Math.min(...[...grounds, ink, wash].map((ground) => colord(accent).contrast(ground)));
}

export function isReadable(accent: string): boolean {
  return leastContrast(accent) >= LEAST_CONTRAST;
}

/** The colour itself where it can be read, else the nearest darker one that can. */
export function nearestReadable(accent: string): string {
  for (let step = 0; step < 200; step += 1) {
    const darker = colord(accent)
      .darken(step / 200)
      .toHex();
    if (isReadable(darker)) return darker;
  }
  return "#000000";
}

/** "0B5B7A", "#0b5b7a" → "#0b5b7a"; anything else is undefined. */
export function parseAccent(text: string): string | undefined {
  const digits = /^#?([0-9a-f]{6})$/i.exec(text.trim())?.[1];
  return digits && `#${digits.toLowerCase()}`;
}

/** The sheet that stands outside of every layer and so wins over styles/tokens.css. */
export function accentSheet(accent: string): string {
  return `${declare(lightTheme(accent))}\n@media screen and (prefers-color-scheme: dark) {\n${declare(darkTheme(accent))}\n}\n`;
}

function declare({ accent, ink, wash }: AccentTheme): string {
  return `:root { --accent: ${accent}; --accent-ink: ${ink}; --accent-wash: ${wash}; }`;
}

/** The accent's hue at another lightness, with at most so much chroma. */
function tint(accent: string, l: number, mostChroma: number): string {
  const { c, h } = colord(accent).toOklch();
  return colord({ l, c: Math.min(c, mostChroma), h, a: 1, ok: true }).toHex();
}

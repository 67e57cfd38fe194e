import type { ReadText } from "./read-text.ts";

/** How many words and pairs of words stand for a text. */
const SIZE = 64;

/**
 * What a text is compared by: hashes of its words and pairs of words, the smallest of them, so that two long texts are
 * sampled alike. Nobody can read the text from it.
 */
export type Sketch = Set<number>;

export function sketchOf({ words, hosts, handles }: ReadText): Sketch {
  const features = new Set<number>();
  let before = "";
  for (const word of words) {
    const shape = /^\d+$/.test(word) ? "#" : word;
    if (shape.length > 1) features.add(hash(stemOf(shape)));
    if (before) features.add(hash(`${before} ${shape}`));
    before = shape;
  }
  for (const name of [...hosts, ...handles]) features.add(hash(`at ${name}`));
  return new Set([...features].sort((a, b) => a - b).slice(0, SIZE));
}

export const packSketch = (sketch: Sketch): string => [...sketch].map((feature) => feature.toString(36)).join(" ");

export const unpackSketch = (packed: string): Sketch =>
  new Set(
    packed
      .split(" ")
      .filter(Boolean)
      .map((feature) => Number.parseInt(feature, 36)),
  );

/** What two texts share of what either says, 0 to 1. */
export function likeness(a: Sketch, b: Sketch): number {
  let shared = 0;
  for (const feature of a) if (b.has(feature)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

/** Long words are compared by their beginnings: inflected languages change the ends. */
const stemOf = (word: string) => (word.length > 6 ? word.slice(0, 6) : word);

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value ^= text.charCodeAt(at);
    value = Math.imul(value, 0x01000193);
  }
  // Spread, or the smallest would all begin alike.
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

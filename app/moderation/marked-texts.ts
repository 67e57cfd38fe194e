import type { Sketch } from "./sketch.ts";

/** What agents marked, counted: how many texts of each kind there are, and in how many of them each feature stands. */
export interface MarkedTexts {
  spam: number;
  fine: number;
  inSpam: Map<number, number>;
  inFine: Map<number, number>;
  spamSketches: Sketch[];
}

export function countMarked(marked: { isSpam: boolean; sketch: Sketch }[]): MarkedTexts {
  const counted: MarkedTexts = { spam: 0, fine: 0, inSpam: new Map(), inFine: new Map(), spamSketches: [] };
  for (const { isSpam, sketch } of marked) {
    counted[isSpam ? "spam" : "fine"] += 1;
    const counts = isSpam ? counted.inSpam : counted.inFine;
    for (const feature of sketch) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    if (isSpam) counted.spamSketches.push(sketch);
  }
  return counted;
}

/** A feature in one marked text says little; its weight grows with how often it was seen. */
const DOUBT = 1;
const ENOUGH = 5;

/**
 * How much a text leans to what was marked spam, as log-odds: each word and pair counts by how much oftener it stands
 * in marked spam than in what was marked fine, with doubt while few texts were marked. 0 before there is anything.
 */
export function leaning(sketch: Sketch, { spam, fine, inSpam, inFine }: MarkedTexts): number {
  if (spam < ENOUGH || fine < ENOUGH) return 0;
  const odds: number[] = [];
  for (const feature of sketch) {
    const asSpam = inSpam.get(feature) ?? 0;
    const asFine = inFine.get(feature) ?? 0;
    if (asSpam + asFine === 0) continue;
    odds.push(Math.log((asSpam + DOUBT / 2) / (spam + DOUBT)) - Math.log((asFine + DOUBT / 2) / (fine + DOUBT)));
  }
  // The strongest words decide: a long text is not more spam for being long.
  odds.sort((a, b) => Math.abs(b) - Math.abs(a));
  return odds.slice(0, 12).reduce((sum, one) => sum + one, 0);
}

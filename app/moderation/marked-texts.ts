import type { Sketch } from "./sketch.ts";

/** What a text is weighed by: its words, and the names of the signals of its words. */
export interface Features {
  sketch: Sketch;
  /** See reasonsOfText in verdict.ts. */
  reasons: string[];
}

/** What agents marked, counted: how many texts of each kind there are, and in how many of them each feature stands. */
export interface MarkedTexts {
  spam: number;
  fine: number;
  inSpam: Map<number | string, number>;
  inFine: Map<number | string, number>;
}

export function countMarked(marked: (Features & { isSpam: boolean })[]): MarkedTexts {
  const counted: MarkedTexts = { spam: 0, fine: 0, inSpam: new Map(), inFine: new Map() };
  for (const { isSpam, sketch, reasons } of marked) {
    counted[isSpam ? "spam" : "fine"] += 1;
    const counts = isSpam ? counted.inSpam : counted.inFine;
    for (const feature of [...sketch, ...reasons]) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  return counted;
}

/** A feature in one marked text says little; its weight grows with how often it was seen. */
const DOUBT = 1;
const ENOUGH = 5;
const WORDS = 12;
/** The rules have weighed these already; that they hold for this site is what is learned. */
const REASONS_COUNT = 0.5;

/**
 * How much a text leans to what was marked spam, as log-odds: each word, pair and reason counts by how much oftener it
 * stands in marked spam than in what was marked fine, with doubt while few texts were marked. 0 before there is anything.
 */
export function leaning({ sketch, reasons }: Features, marked: MarkedTexts): number {
  if (marked.spam < ENOUGH || marked.fine < ENOUGH) return 0;
  // The strongest words decide: a long text is not more spam for being long.
  const words = oddsOf(sketch, marked).sort((a, b) => Math.abs(b) - Math.abs(a));
  return sum(words.slice(0, WORDS)) + REASONS_COUNT * sum(oddsOf(reasons, marked));
}

function oddsOf(features: Iterable<number | string>, { spam, fine, inSpam, inFine }: MarkedTexts): number[] {
  const odds: number[] = [];
  for (const feature of features) {
    const asSpam = inSpam.get(feature) ?? 0;
    const asFine = inFine.get(feature) ?? 0;
    if (asSpam + asFine === 0) continue;
    odds.push(Math.log((asSpam + DOUBT / 2) / (spam + DOUBT)) - Math.log((asFine + DOUBT / 2) / (fine + DOUBT)));
  }
  return odds;
}

const sum = (odds: number[]) => odds.reduce((total, one) => total + one, 0);

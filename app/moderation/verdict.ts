import { knownSignals } from "./known-signals.ts";
import type { ReadText } from "./read-text.ts";
import { isAboutProduct } from "./request-shape.ts";
import type { Known, Signal } from "./signal.ts";
import { textSignals } from "./text-signals.ts";

/*
 * What becomes of a post: published, restricted (readable, but not for search engines) or held for the team. Nothing
 * is ever deleted here.
 */

export type Verdict = "publish" | "restrict" | "hold";

export interface Thought {
  verdict: Verdict;
  score: number;
  /** Names of signals, the heaviest first. */
  reasons: string[];
}

export const HOLD_FROM = 2.5;
export const RESTRICT_FROM = 1;
/** The reason where nothing in a text is of a product, and nobody vouched for its sender. */
const UNKNOWN = "unknown";

/** By name, for the words of reasons and for their precision. */
export const signals: Signal[] = [...knownSignals, ...textSignals];

/**
 * What is thought of a text. Being about nothing that people bring here is a doubt by itself. Good words take away what
 * bad ones say, and nothing of what the way it came says: those are free to write.
 */
export function think(text: ReadText, known: Known): Thought {
  const cameBy = weigh(knownSignals, text, known);
  const said = weigh(textSignals, text, known);
  const found = [...cameBy, ...said].sort((a, b) => b.weight - a.weight);
  const score = sum(cameBy) + Math.max(0, sum(said));
  const isUnknown = known.senderFine <= known.senderSpam && !isAboutProduct(text);
  const reasons = [...found.map(({ name }) => name), ...(isUnknown ? [UNKNOWN] : [])];
  if (score >= HOLD_FROM) return { verdict: "hold", score, reasons };
  return { verdict: score >= RESTRICT_FROM || isUnknown ? "restrict" : "publish", score, reasons };
}

/** Of reasons, those that the words alone give: what the way a post came says is no mark of its kind. */
export const reasonsOfText = (reasons: string[]): string[] => reasons.filter((name) => ofText.has(name));

const ofText = new Set([...textSignals.map(({ name }) => name), UNKNOWN]);

interface Weighed {
  name: string;
  weight: number;
}

const weigh = (of: Signal[], text: ReadText, known: Known): Weighed[] =>
  of
    .filter((signal) => signal.test(text, known))
    .map(({ name, weight }) => ({ name, weight: typeof weight === "number" ? weight : weight(known) }));

const sum = (found: Weighed[]) => found.reduce((total, { weight }) => total + weight, 0);

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
  const reasons = found.map(({ name }) => name);
  if (score >= HOLD_FROM) return { verdict: "hold", score, reasons };
  const isVouchedFor = known.senderFine > known.senderSpam;
  const isDoubted = score >= RESTRICT_FROM || !(isVouchedFor || isAboutProduct(text));
  if (!isDoubted) return { verdict: "publish", score, reasons };
  return { verdict: "restrict", score, reasons: score >= RESTRICT_FROM ? reasons : [...reasons, "unknown"] };
}

interface Weighed {
  name: string;
  weight: number;
}

const weigh = (of: Signal[], text: ReadText, known: Known): Weighed[] =>
  of
    .filter((signal) => signal.test(text, known))
    .map(({ name, weight }) => ({ name, weight: typeof weight === "number" ? weight : weight(known) }));

const sum = (found: Weighed[]) => found.reduce((total, { weight }) => total + weight, 0);

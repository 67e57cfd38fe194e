import { knownSignals } from "./known-signals.ts";
import { offersNothing } from "./own-trouble.ts";
import { speaksOfPrice } from "./own-voice.ts";
import { type Family, families } from "./phrase-families.ts";
import { namesPlace, placesOf } from "./places.ts";
import type { ReadText } from "./read-text.ts";
import { asksOfProduct, isAboutProduct, isPlainWord } from "./request-shape.ts";
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
export const UNKNOWN = "unknown";
/** The reason where a text names a place to go to that is not its writer's own, and that nobody vouched for. */
export const UNVOUCHED = "unvouched_place";
/** Reasons to take a link, a number or a price for the writer's own affair. */
const OWN = new Set(["own_trouble", "own_voice", "evidence", "call_me_back"]);

const SIGNATURE_MOST = 0.75;
const OF_SIGNATURES = new Set([
  ...["links", "new_hosts", "bare_place", "many_links", "audience_links", "messenger_links", "handles", "phones"],
  ...["messenger_and_number", "money", "capitals", "audience", "prize", "promotion"],
]);
const MANNERS_MOST = 1.75;
const MANNERS = new Set(["busy_emoji", "many_emoji", "shouting", "capitals"]);

/** By name, for the words of reasons and for their precision. */
export const signals: Signal[] = [...knownSignals, ...textSignals];

/** Reasons that took doubt away. */
export const speaksForIt = (reason: string): boolean =>
  reason === "like_fine" || signals.some(({ name, weight }) => name === reason && Number(weight) < 0);

/**
 * What is thought of a text. Being about nothing that people bring here is a doubt by itself, and so is a place to go to
 * that nobody vouched for and that is not the writer's own: a search engine reads neither before somebody has looked.
 * Good words take away what bad ones say, and nothing of what the way it came says: those are free to write.
 */
export function think(text: ReadText, known: Known): Thought {
  const cameBy = weigh(knownSignals, text, known);
  const said = weigh(textSignals, text, known);
  const found = [...cameBy, ...said].sort((a, b) => b.weight - a.weight);
  const score = sum(cameBy) + weighWords(said, text, known);
  const isVouchedFor = known.senderFine > known.senderSpam;
  const isUnknown = !isVouchedFor && !asksOfProduct(text) && !(isPlainWord(text) && offersNothing(text));
  const reasons = [...found.map(({ name }) => name), ...(isUnknown ? [UNKNOWN] : [])];
  if (score >= HOLD_FROM) return { verdict: "hold", score, reasons };
  const isOwn = said.some(({ name }) => OWN.has(name));
  const hasPlace = namesPlace(text);
  const isUnvouched = !isVouchedFor && hasPlace && (!isOwn || placesOf(text, known.newHosts).hasForeign);
  if (isUnvouched) reasons.push(UNVOUCHED);
  // Phrases of advertising may well be about one's own trouble; a search engine can wait until somebody has looked.
  const isOwnPrice = isOwn && !hasPlace && speaksOfPrice(text) && !advertises(said, "prize");
  const isDoubted = score >= RESTRICT_FROM || isUnknown || isUnvouched || (advertises(said) && !isOwnPrice);
  return { verdict: isDoubted ? "restrict" : "publish", score, reasons };
}

/** A signature names its writer's phone, site and trade: that is a doubt at most where the text itself is none. */
function weighWords(said: Weighed[], text: ReadText, known: Known): number {
  const all = Math.max(0, sum(said) - tooLoud(said, text));
  const { unsigned } = text;
  if (!unsigned || !isAboutProduct(unsigned)) return all;
  const before = weigh(textSignals, unsigned, known);
  const isOnlyWho = said.every(({ name }) => OF_SIGNATURES.has(name) || before.some((one) => one.name === name));
  if (!isOnlyWho) return all;
  return Math.min(all, Math.max(0, sum(before) - tooLoud(before, unsigned)) + SIGNATURE_MOST);
}

/** How much the manner of a text weighs more than it may: the loudest who offers nothing is doubted at most. */
function tooLoud(said: Weighed[], text: ReadText): number {
  const loud = sum(said.filter(({ name }) => MANNERS.has(name)));
  return loud > MANNERS_MOST && offersNothing(text) ? loud - MANNERS_MOST : 0;
}

/** Of reasons, those that the words alone give: what the way a post came says is no mark of its kind. */
export const reasonsOfText = (reasons: string[]): string[] => reasons.filter((name) => ofText.has(name));

const ofText = new Set([...textSignals.map(({ name }) => name), UNKNOWN, UNVOUCHED]);

interface Weighed {
  name: string;
  weight: number;
}

/** Whether it has phrases of advertising, beside those of one family. */
const advertises = (said: Weighed[], beside?: Family): boolean =>
  said.some(({ name }) => name in families && name !== beside);

const weigh = (of: Signal[], text: ReadText, known: Known): Weighed[] =>
  of
    .filter((signal) => signal.test(text, known))
    .map(({ name, weight }) => ({
      name,
      weight: typeof weight === "number" ? weight : weight(known),
    }));

const sum = (found: Weighed[]) => found.reduce((total, { weight }) => total + weight, 0);

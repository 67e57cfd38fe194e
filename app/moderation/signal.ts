import type { FormFacts } from "./form-facts.ts";
import type { ReadText } from "./read-text.ts";

/** What is known of a post beyond its words. What cannot be found out counts as nothing known. */
export interface Known {
  form: FormFacts;
  /** Hosts that people do not commonly link to, and that nothing which the team found fine has named. */
  newHosts: string[];
  /** Hosts that stood in what the team marked as spam, and in nothing else. */
  spamHosts: string[];
  /** How much its words lean to what the team marked: positive to spam, in the units of weights. */
  leaning: number;
  /** A recent post from another network says nearly the same. */
  repeats: boolean;
  /** What else this sender wrote lately was marked. */
  senderSpam: number;
  senderFine: number;
  /** More came from its networks than may stand open. */
  isOverBudget: boolean;
}

export interface Signal {
  name: string;
  /** Positive speaks for spam, in units of the limits in verdict.ts. */
  weight: number | ((known: Known) => number);
  test(text: ReadText, known: Known): boolean;
}

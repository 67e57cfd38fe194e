import { setImmediate as nextTurn } from "node:timers/promises";
import { readText } from "./read-text.ts";
import type { Known } from "./signal.ts";
import { sketchOf } from "./sketch.ts";
import { signals } from "./verdict.ts";

/** V8 compiles a pattern at its first use, again at its second, and once more for text beyond Latin-1. */
const USES = 2;
const texts = [
  "How do I change the e-mail of my account? It is at https://a.example.",
  "Как сменить почту в настройках? Вот: https://a.example.",
];

const nothing: Known = {
  form: { decoy: false, sameOrigin: true, knownVisitor: false },
  newHosts: ["a.example"],
  spamHosts: [],
  leaning: 0,
  repeats: false,
  senderSpam: 0,
  senderFine: 0,
  isOverBudget: false,
};

/** Uses every pattern of the filter, one a turn, so that the first post after a start does not wait for all of them. */
export async function wakeFilter(): Promise<void> {
  for (let use = 0; use < USES; use++) {
    for (const text of texts) {
      const read = readText(text);
      sketchOf(read);
      for (const signal of signals) {
        await nextTurn();
        signal.test(read, nothing);
      }
    }
  }
}

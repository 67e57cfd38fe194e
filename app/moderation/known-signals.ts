import type { Signal } from "./signal.ts";

/** Nobody reads a form and writes a line in less. */
const SHORTEST_MS = 2_000;

/** Signals of the way a post came, of its sender, and of what the team marked. */
export const knownSignals: Signal[] = [
  { name: "decoy", weight: 2.5, test: (_, { form }) => form.decoy },
  {
    name: "too_fast",
    weight: 0.5,
    test: (_, { form }) => form.ageMs !== undefined && form.ageMs < SHORTEST_MS && !form.knownVisitor,
  },
  { name: "no_origin", weight: 1, test: (_, { form }) => form.sameOrigin === undefined },
  { name: "over_budget", weight: 10, test: (_, { isOverBudget }) => isOverBudget },
  { name: "spam_hosts", weight: 2.5, test: (_, { spamHosts }) => spamHosts.length > 0 },
  { name: "repeats", weight: 2, test: (_, { repeats }) => repeats },
  { name: "sender_spam", weight: 2.5, test: (_, { senderSpam, senderFine }) => senderSpam > senderFine },
  { name: "sender_fine", weight: -1, test: (_, { senderSpam, senderFine }) => senderFine > senderSpam },
  { name: "like_spam", weight: ({ leaning }) => leaning, test: (_, { leaning }) => leaning > 0.3 },
  { name: "like_fine", weight: ({ leaning }) => leaning, test: (_, { leaning }) => leaning < -0.3 },
];

import { readText } from "~/moderation/read-text.ts";
import { sketchOf } from "~/moderation/sketch.ts";
import { think } from "~/moderation/verdict.ts";
import { line } from "./table.ts";
import type { Text } from "./texts.ts";

const nothing = {
  form: { decoy: false, sameOrigin: true, knownVisitor: false },
  newHosts: [],
  spamHosts: [],
  leaning: 0,
  repeats: false,
  senderSpam: 0,
  senderFine: 0,
  isOverBudget: false,
};

/** 10 KB each of what makes regular expressions go back and try again. */
const bombs = [
  "a".repeat(10_000),
  "a ".repeat(5_000),
  "earn ".repeat(2_000),
  "make a b c ".repeat(900),
  "!".repeat(10_000),
  "1 ".repeat(5_000),
  "a.".repeat(5_000),
  "@a".repeat(5_000),
  "http://".repeat(1_400),
  `${"<a ".repeat(3_300)}`,
  "в лс пиши ".repeat(1_000),
  "a\u0430".repeat(5_000),
  "x dot ".repeat(1_600),
  `${"-".repeat(9_999)}a`,
];

/** SP10: what a text costs, and the worst that a hostile one costs. */
export function checkSpeed(texts: Text[]): void {
  const measure = (text: string) => {
    // Of the processor: what else runs on this machine does not count.
    const begun = process.cpuUsage();
    const read = readText(text);
    sketchOf(read);
    think(read, nothing);
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1_000;
  };
  for (const { text } of texts.slice(0, 200)) measure(text);
  const times = texts.map(({ text }) => measure(text)).sort((a, b) => a - b);
  line("SP10", "scoring, p95", `${(times[Math.floor(times.length * 0.95)] ?? 0).toFixed(2)} ms`, "20 ms");
  const worst = Math.max(...bombs.map((bomb) => Math.min(measure(bomb), measure(bomb))));
  line("SP10", "scoring 10 KB of hostile text, the worst", `${worst.toFixed(1)} ms`, "50 ms");
}

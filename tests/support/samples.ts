import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Public collections of hostile and difficult texts. They are not part of the project: set GLASNO_SAMPLES to them. */
const folder = process.env.GLASNO_SAMPLES ?? path.resolve("../shared/data");

/** False where the collections are absent. A test that needs them is skipped, and says so. */
export const hasSamples = existsSync(folder);
if (!hasSamples) console.warn(`SKIPPED: tests on collected samples, there are none in ${folder} (GLASNO_SAMPLES)`);

export function samplePath(...parts: string[]): string {
  return path.join(folder, ...parts);
}

/** The rows of a .json array or of a .jsonl file. */
export function readSamples<Row>(...parts: string[]): Row[] {
  const text = readFileSync(samplePath(...parts), "utf8");
  if (!samplePath(...parts).endsWith(".jsonl")) return JSON.parse(text) as Row[];
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);
}

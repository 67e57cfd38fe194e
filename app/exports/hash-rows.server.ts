import { createHash } from "node:crypto";
import type { Value } from "#db/read-snapshot.ts";

export interface Fingerprint {
  rows: number;
  sha256: string;
}

/** Counts rows and hashes them, in the order in which they come and however many come at a time. */
export function hashRows(): { take(rows: Value[][]): void; end(): Fingerprint } {
  const hash = createHash("sha256");
  let count = 0;
  return {
    take(rows) {
      count += rows.length;
      hash.update(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    },
    end: () => ({ rows: count, sha256: hash.digest("hex") }),
  };
}

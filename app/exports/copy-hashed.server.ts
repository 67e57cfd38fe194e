import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";

export interface Copied {
  size: number;
  sha256: string;
}

/** Copies a file to a new place that only its owner may read, and says what was in it. Without `to` it only reads. */
export async function copyHashed(from: string | Readable, to?: string): Promise<Copied> {
  if (to) await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  const target = to ? await open(to, "wx", 0o600) : undefined;
  const hash = createHash("sha256");
  let size = 0;
  try {
    for await (const chunk of (typeof from === "string" ? createReadStream(from) : from) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      size += chunk.length;
      await target?.writeFile(chunk);
    }
    await target?.sync();
  } finally {
    await target?.close();
  }
  return { size, sha256: hash.digest("hex") };
}

import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { Copied } from "./copy-hashed.server.ts";

/** Characters that are handed to the disk together. */
const AT_ONCE = 256 * 1024;

/** Writes text piece by piece into a new file that only its owner may read. */
export async function writeLines(file: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<Copied> {
  const target = await open(file, "wx", 0o600);
  const hash = createHash("sha256");
  let size = 0;
  let waiting: string[] = [];
  let length = 0;
  const flush = async () => {
    const bytes = Buffer.from(waiting.join(""));
    [waiting, length] = [[], 0];
    hash.update(bytes);
    size += bytes.length;
    await target.writeFile(bytes);
  };
  try {
    for await (const piece of pieces) {
      waiting.push(piece);
      length += piece.length;
      if (length >= AT_ONCE) await flush();
    }
    await flush();
  } finally {
    await target.close();
  }
  return { size, sha256: hash.digest("hex") };
}

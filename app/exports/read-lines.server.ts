import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/**
 * The lines of a file, one at a time; at its end the SHA-256 of the whole is returned. Only "\n" ends a line: texts may
 * hold what readers of lines elsewhere take for an end (U+2028).
 */
export async function* readLines(file: string): AsyncGenerator<string, string> {
  const hash = createHash("sha256");
  let begun: Buffer[] = [];
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const last = chunk.subarray(from, end);
      yield begun.length > 0 ? Buffer.concat([...begun, last]).toString() : last.toString();
      begun = [];
      from = end + 1;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
  }
  if (begun.length > 0) yield Buffer.concat(begun).toString();
  return hash.digest("hex");
}

import type { IncomingMessage } from "node:http";

/** Forms without files. */
export const MAX_BODY_BYTES = 1024 * 1024;
/** What is over the limit is read on and thrown away, so that the browser gets to see the answer; but not for ever. */
const MAX_DRAINED_BYTES = 32 * MAX_BODY_BYTES;

/** Reads a request's body up to the limit. What is over it is not kept, but what came before is given back. */
export async function readBody(
  request: IncomingMessage,
  most = MAX_BODY_BYTES,
): Promise<{ body: Buffer; tooLarge: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (size < most) chunks.push(chunk);
    size += chunk.length;
    if (size > Math.max(MAX_DRAINED_BYTES, 2 * most)) break;
  }
  return { body: Buffer.concat(chunks).subarray(0, most), tooLarge: size > most };
}

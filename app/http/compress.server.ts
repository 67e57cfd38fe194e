import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export type Encoding = "br" | "gzip";

export const SMALLEST_TO_COMPRESS = 1_000;
const COMPRESSIBLE = /^(text\/|application\/(xml|([a-z]+\+)?json|[a-z]+\+xml)|image\/svg)/;

/** How to compress an answer of this type and size, or undefined where the browser or the size says not to. */
export function chooseEncoding(request: IncomingMessage, type: string, size: number): Encoding | undefined {
  if (!COMPRESSIBLE.test(type) || size < SMALLEST_TO_COMPRESS) return undefined;
  return acceptedEncoding(request);
}

/** The best encoding that the client takes. */
export function acceptedEncoding(request: IncomingMessage): Encoding | undefined {
  const accepted = String(request.headers["accept-encoding"] ?? "");
  if (/\bbr\b/.test(accepted)) return "br";
  return /\bgzip\b/.test(accepted) ? "gzip" : undefined;
}

/** `isLasting`: the bytes are sent many times, so the most is made of them. */
export function compress(bytes: Buffer, encoding: Encoding, { isLasting = false } = {}): Promise<Buffer> {
  if (encoding === "gzip") return promisify(gzip)(bytes, { level: isLasting ? 9 : 6 });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: isLasting ? 11 : 5,
    // The window of a page: the usual one takes megabytes for each page that is compressed at the moment.
    [constants.BROTLI_PARAM_LGWIN]: isLasting ? constants.BROTLI_DEFAULT_WINDOW : 18,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return promisify(brotliCompress)(bytes, { params });
}

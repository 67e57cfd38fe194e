import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from "node:zlib";

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

/** So many bytes are compressed sooner than another thread could begin: that doubles the work for a page. */
const COMPRESSED_AT_ONCE = 256 * 1024;

/**
 * A page or another answer, soon: a higher quality takes half as long again for 3 of 100 bytes. A promise where the
 * bytes are many.
 */
export function compress(bytes: Buffer, encoding: Encoding): Buffer | Promise<Buffer> {
  const isShort = bytes.length <= COMPRESSED_AT_ONCE;
  if (encoding === "gzip") return isShort ? gzipSync(bytes, { level: 4 }) : promisify(gzip)(bytes, { level: 4 });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 4,
    // The window of a page: the usual one takes megabytes for each page that is compressed at the moment.
    [constants.BROTLI_PARAM_LGWIN]: 18,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return isShort ? brotliCompressSync(bytes, { params }) : promisify(brotliCompress)(bytes, { params });
}

/** What is sent many times, as small as it gets. */
export function compressWell(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === "gzip") return promisify(gzip)(bytes, { level: 9 });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return promisify(brotliCompress)(bytes, { params });
}

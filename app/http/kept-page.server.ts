import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { acceptedEncoding, compress, type Encoding, SMALLEST_TO_COMPRESS } from "./compress.server.ts";

interface Body {
  /** Names and values in turn: node sends such a list several times faster than an object. */
  headers: string[];
  bytes: Buffer;
}

/** A page as finished bytes. */
export interface KeptPage {
  tags: string[];
  etag: string;
  /** Seconds since 1970; undefined where the page has no time of its own. */
  changedAt: number | undefined;
  /** Bytes in memory. */
  size: number;
  bodies: Record<Encoding | "identity", Body>;
  notModified: string[];
}

interface Rendered {
  html: Buffer;
  tags: string[];
  changedAt: number | undefined;
  /** What the response says besides how it is encoded. */
  headers: [string, string][];
}

/** Makes the bytes that are sent from now on, in each encoding. */
export async function keepPage({ html, tags, changedAt, headers }: Rendered): Promise<KeptPage> {
  const etag = etagOf(html);
  const seconds = changedAt === undefined ? undefined : Math.floor(changedAt / 1000);
  const lasting: [string, string][] = [...headers, ["ETag", etag], ["Vary", "Accept-Encoding"]];
  if (seconds !== undefined) lasting.push(["Last-Modified", new Date(seconds * 1000).toUTCString()]);
  const isSmall = html.length < SMALLEST_TO_COMPRESS;
  const [br, gzip] = isSmall ? [html, html] : await Promise.all([compress(html, "br"), compress(html, "gzip")]);
  const body = (bytes: Buffer, encoding?: Encoding): Body => ({
    bytes,
    headers: [
      ...lasting.flat(),
      ...(encoding && !isSmall ? ["Content-Encoding", encoding] : []),
      "Content-Length",
      String(bytes.length),
    ],
  });
  return {
    tags,
    etag,
    changedAt: seconds,
    size: html.length + br.length + gzip.length,
    bodies: { identity: body(html), br: body(br, "br"), gzip: body(gzip, "gzip") },
    notModified: lasting.filter(([name]) => name !== "Content-Type").flat(),
  };
}

/** Weak: the same page in every encoding. */
export function etagOf(bytes: Buffer): string {
  return `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
}

/** Sends the page, or 304 where the client has it already. */
export function sendKeptPage(request: IncomingMessage, response: ServerResponse, page: KeptPage): void {
  if (hasIt(request, page)) {
    response.writeHead(304, page.notModified);
    response.end();
    return;
  }
  const { headers, bytes } = page.bodies[acceptedEncoding(request) ?? "identity"];
  response.writeHead(200, headers);
  if (request.method === "HEAD") response.end();
  else response.end(bytes);
}

/** RFC 9110 §13.2.2: where the client names a version, its date says nothing. */
export function hasIt(
  { headers }: Pick<IncomingMessage, "headers">,
  { etag, changedAt }: Pick<KeptPage, "etag" | "changedAt">,
): boolean {
  const versions = headers["if-none-match"];
  if (versions !== undefined) return versions === etag || versions.split(/\s*,\s*/).some((one) => isSame(one, etag));
  const since = headers["if-modified-since"];
  return since !== undefined && changedAt !== undefined && Date.parse(since) / 1000 >= changedAt;
}

const isSame = (one: string, other: string) => one === "*" || one.replace(/^W\//, "") === other.replace(/^W\//, "");

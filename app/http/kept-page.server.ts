import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { acceptedEncoding, compress, type Encoding, SMALLEST_TO_COMPRESS } from "./compress.server.ts";

/** How often the kept pages of a route were sent. Two numbers to add to: more would cost as much as the page. */
export interface TimesSent {
  whole: number;
  notModified: number;
}

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
  /** Bytes in memory, at most. */
  size: number;
  /** A compressed one is made when the first client asks for it: half of all pages are never asked for twice. */
  bodies: { identity: Body; br?: Body | Promise<Body>; gzip?: Body | Promise<Body> };
  lasting: string[];
  notModified: string[];
  sent: TimesSent;
}

interface Rendered {
  html: Buffer;
  tags: string[];
  changedAt: number | undefined;
  /** What the response says besides how it is encoded. */
  headers: [string, string][];
  /** Where sending it is counted. */
  sent: TimesSent;
}

/** Makes the bytes that are sent from now on. */
export function keepPage({ html, tags, changedAt, headers, sent }: Rendered): KeptPage {
  const etag = etagOf(html);
  const seconds = changedAt === undefined ? undefined : Math.floor(changedAt / 1000);
  const all: [string, string][] = [...headers, ["ETag", etag], ["Vary", "Accept-Encoding"]];
  if (seconds !== undefined) all.push(["Last-Modified", new Date(seconds * 1000).toUTCString()]);
  const lasting = all.flat();
  const identity = bodyOf(html, lasting);
  return {
    ...{ tags, etag, changedAt: seconds, lasting, sent },
    // Both compressed ones together are smaller than the page.
    size: 2 * html.length,
    bodies: html.length < SMALLEST_TO_COMPRESS ? { identity, br: identity, gzip: identity } : { identity },
    notModified: all.filter(([name]) => name.toLowerCase() !== "content-type").flat(),
  };
}

function bodyOf(bytes: Buffer, lasting: string[], encoding?: Encoding): Body {
  const encoded = encoding ? ["Content-Encoding", encoding] : [];
  return { bytes, headers: [...lasting, ...encoded, "Content-Length", String(bytes.length)] };
}

/** Weak: the same page in every encoding. */
export function etagOf(bytes: Buffer): string {
  return `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
}

/** Sends the page, or 304 where the client has it already. A promise only where a long one must be compressed first. */
export function sendKeptPage(
  request: IncomingMessage,
  response: ServerResponse,
  page: KeptPage,
): Promise<void> | undefined {
  if (hasIt(request, page)) {
    response.writeHead(304, page.notModified);
    response.end();
    return undefined;
  }
  const send = ({ headers, bytes }: Body) => {
    response.writeHead(200, headers);
    if (request.method === "HEAD") response.end();
    else response.end(bytes);
  };
  const encoding = acceptedEncoding(request);
  const body = encoding ? (page.bodies[encoding] ?? encode(page, encoding)) : page.bodies.identity;
  if (body instanceof Promise) return body.then(send);
  send(body);
  return undefined;
}

/** Compresses the page once, for all who wait for it and who come later. */
function encode(page: KeptPage, encoding: Encoding): Body | Promise<Body> {
  const keep = (bytes: Buffer) => {
    const body = bodyOf(bytes, page.lasting, encoding);
    page.bodies[encoding] = body;
    return body;
  };
  const bytes = compress(page.bodies.identity.bytes, encoding);
  if (!(bytes instanceof Promise)) return keep(bytes);
  page.bodies[encoding] = bytes.then(keep);
  return page.bodies[encoding];
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

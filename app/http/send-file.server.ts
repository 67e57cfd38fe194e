import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isDiskTrouble } from "#db/disk-trouble.ts";
import { hasIt } from "./kept-page.server.ts";

export interface OpenFile {
  /** Bytes. */
  size: number;
  /** Ends what it holds open with itself. */
  stream: Readable;
}

/** A file as an answer. That the one who asks may have it has been decided. */
export interface SentFile {
  /** Undefined where it is not there. */
  open: () => Promise<OpenFile | undefined>;
  /** Tells one content from another. */
  etag: string;
  headers: Record<string, string>;
}

/**
 * Sends a file piece by piece. One that is not in its place is a 404, as if nobody had ever named it; where the place
 * does not answer, it is a 503.
 */
export async function sendFile(request: IncomingMessage, response: ServerResponse, sent: SentFile): Promise<void> {
  if (hasIt(request, { etag: sent.etag, changedAt: undefined })) {
    for (const [name, value] of Object.entries(sent.headers)) response.setHeader(name, value);
    response.setHeader("ETag", sent.etag);
    response.writeHead(304).end();
    return;
  }
  const file = await sent.open().catch((error) => {
    if (isDiskTrouble(error)) return "away" as const;
    throw error;
  });
  if (!file || file === "away") {
    if (file) response.setHeader("Retry-After", "60");
    const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
    response.writeHead(file ? 503 : 404, headers).end(file ? "Not there for now\n" : "Not found\n");
    return;
  }
  for (const [name, value] of Object.entries(sent.headers)) response.setHeader(name, value);
  response.setHeader("ETag", sent.etag);
  response.setHeader("Content-Length", file.size);
  if (request.method === "HEAD") {
    file.stream.destroy();
    response.end();
    return;
  }
  // Who goes away in the middle has had enough.
  await pipeline(file.stream, response).catch(() => undefined);
}

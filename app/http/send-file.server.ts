import { open } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { hasIt } from "./kept-page.server.ts";

/** A file as an answer. That the one who asks may have it has been decided. */
export interface SentFile {
  /** Where it lies. */
  file: string;
  /** Tells one content from another. */
  etag: string;
  headers: Record<string, string>;
}

/** Sends a file piece by piece. One that is not on the disk is a 404, as if nobody had ever named it. */
export async function sendFile(request: IncomingMessage, response: ServerResponse, sent: SentFile): Promise<void> {
  const handle = await open(sent.file, "r").catch(() => undefined);
  if (!handle) {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
    response.end("Not found\n");
    return;
  }
  try {
    for (const [name, value] of Object.entries(sent.headers)) response.setHeader(name, value);
    response.setHeader("ETag", sent.etag);
    if (hasIt(request, { etag: sent.etag, changedAt: undefined })) {
      response.writeHead(304).end();
      return;
    }
    response.setHeader("Content-Length", (await handle.stat()).size);
    if (request.method === "HEAD") {
      response.end();
      return;
    }
    // Who goes away in the middle has had enough.
    await pipeline(handle.createReadStream({ autoClose: false }), response).catch(() => undefined);
  } finally {
    await handle.close();
  }
}

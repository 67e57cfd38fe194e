import type { IncomingMessage, ServerResponse } from "node:http";
import { chooseEncoding, compress } from "./compress.server.ts";
import { etagOf, hasIt } from "./kept-page.server.ts";

/** What Remix answered, read to its end. */
export interface Answer {
  status: number;
  headers: Headers;
  bytes: Buffer;
}

/** Sends an answer: 304 where the browser has it already, compressed where the browser takes it. */
export async function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  const headers = Object.fromEntries(answer.headers);
  const cookies = answer.headers.getSetCookie();
  response.statusCode = answer.status;
  // A redirect says where something is, which may be hidden tomorrow; without a word a cache may keep a 301 for ever.
  response.setHeader("Cache-Control", "private, no-store");
  for (const [name, value] of Object.entries(headers)) if (name !== "set-cookie") response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader("Set-Cookie", cookies);

  let { bytes } = answer;
  if (answer.status === 200 && request.method !== "POST" && !headers["cache-control"]?.includes("no-store")) {
    const etag = headers.etag ?? etagOf(bytes);
    response.setHeader("ETag", etag);
    const changedAt = headers["last-modified"] ? Date.parse(headers["last-modified"]) / 1000 : undefined;
    if (hasIt(request, { etag, changedAt })) {
      response.statusCode = 304;
      response.removeHeader("Content-Type");
      response.end();
      return;
    }
  }

  if (answer.status === 304) {
    response.end();
    return;
  }
  const encoding = chooseEncoding(request, headers["content-type"] ?? "", bytes.length);
  if (encoding) {
    bytes = await compress(bytes, encoding);
    response.setHeader("Content-Encoding", encoding);
  }
  if (bytes.length > 0) response.setHeader("Vary", "Accept-Encoding");
  response.setHeader("Content-Length", bytes.length);
  response.end(request.method === "HEAD" ? undefined : bytes);
}

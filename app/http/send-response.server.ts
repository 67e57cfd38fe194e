import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { chooseEncoding, compress } from "./compress.server.ts";

/** Sends what Remix answered: 304 where the browser has it already, compressed where the browser takes it. */
export async function sendResponse(request: IncomingMessage, response: ServerResponse, answer: Response) {
  const headers = Object.fromEntries(answer.headers);
  const cookies = answer.headers.getSetCookie();
  response.statusCode = answer.status;
  // A redirect says where something is, which may be hidden tomorrow; without a word a cache may keep a 301 for ever.
  response.setHeader("Cache-Control", "private, no-store");
  for (const [name, value] of Object.entries(headers)) if (name !== "set-cookie") response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader("Set-Cookie", cookies);

  let bytes: Buffer = Buffer.from(await answer.arrayBuffer());
  if (answer.status === 200 && request.method !== "POST" && !headers["cache-control"]?.includes("no-store")) {
    const etag = headers.etag ?? `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
    response.setHeader("ETag", etag);
    if (request.headers["if-none-match"]?.split(/\s*,\s*/).includes(etag)) {
      response.statusCode = 304;
      response.end();
      return;
    }
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

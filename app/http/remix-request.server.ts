import type { IncomingMessage } from "node:http";
import { isAnonymous } from "./page-key.server.ts";

/** What Remix is asked. `address` is path and query; the host that the client named never takes part. */
export function remixRequest(
  request: IncomingMessage,
  origin: string,
  address: string,
  { body, type }: { body?: Buffer; type?: string } = {},
): Request {
  const headers = remixHeaders(request);
  if (type) headers.set("content-type", type);
  headers.delete("content-length");
  return new Request(`${origin}${address}`, {
    // HEAD has the headers of GET: Remix would drop the body before they are made of it.
    method: body ? "POST" : "GET",
    headers,
    ...(body && { body: new Uint8Array(body) }),
  });
}

/**
 * The headers for Remix, without what a proxy or a client says about the host. Remix compares Origin with Host by
 * itself and answers 500; whether a form comes from us is decided in http/same-origin, so the two always agree here.
 * Cookies that are not ours say nothing about who asks.
 */
function remixHeaders(request: IncomingMessage): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || /^(host|forwarded|x-forwarded-.*)$/.test(name)) continue;
    if (name === "cookie" && isAnonymous(request)) continue;
    result.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const sentFrom = result.get("origin");
  if (sentFrom !== null && !URL.canParse(sentFrom)) result.set("origin", "null");
  result.set("host", sentFrom && URL.canParse(sentFrom) ? new URL(sentFrom).host : "null");
  return result;
}

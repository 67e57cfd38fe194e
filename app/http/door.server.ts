import type { IncomingMessage } from "node:http";

/**
 * What never reaches Remix. Returns the status to answer with, or undefined to let the request in.
 * The framework's client protocol runs loaders and actions past their pages, so it is refused here as a whole; TRACE
 * throws inside Remix, and an address that does not decode is answered there with 200 and noise.
 */
export function refuseAtDoor({ method = "", url = "" }: IncomingMessage): 404 | 405 | undefined {
  if (!["GET", "HEAD", "POST"].includes(method)) return 405;
  if (!url.startsWith("/") || url.startsWith("//") || url.includes("\\")) return 404;
  const [path = "", query = ""] = url.split("?", 2);
  if (path.endsWith(".data") || path === "/__manifest") return 404;
  if (new URLSearchParams(query).has("_data")) return 404;
  try {
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(decodeURIComponent(path))) return 404;
  } catch {
    return 404;
  }
  return undefined;
}

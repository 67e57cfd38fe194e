import type { AppLoadContext } from "@remix-run/node";
import { writeCookie } from "./cookies.server.ts";
import type { Writer } from "./make-visitor.server.ts";

/** The headers that remember a browser after its first write; none where it is known. */
export function setVisitorCookie(
  writer: Writer | undefined,
  { secureCookies }: AppLoadContext,
): Record<string, string> {
  return writer?.newToken ? { "Set-Cookie": writeCookie("visitor", writer.newToken, secureCookies) } : {};
}

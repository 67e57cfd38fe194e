import type { AppLoadContext } from "@remix-run/node";
import { readCookie, writeCookie } from "./cookies.server.ts";
import type { Writer } from "./make-visitor.server.ts";

/** The headers that remember a browser after it wrote: for a year from then, also where it was known already. */
export function setVisitorCookie(
  writer: Writer | undefined,
  { secureCookies }: AppLoadContext,
  request: Request,
): Record<string, string> {
  const known = writer?.visitorId ? readCookie(request, "visitor", secureCookies) : undefined;
  const token = writer?.newToken ?? known;
  return token ? { "Set-Cookie": writeCookie("visitor", token, secureCookies) } : {};
}

/** The header that takes the cookie back. */
export const forgetVisitorCookie = ({ secureCookies }: AppLoadContext): Record<string, string> => ({
  "Set-Cookie": writeCookie("visitor", "", secureCookies),
});

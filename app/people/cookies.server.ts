import { parseCookie, stringifySetCookie } from "cookie";

const YEAR_IN_SECONDS = 31_536_000;
/** As long as a session can last; the server ends an unused one sooner, see sessions.server.ts. */
const MONTH_IN_SECONDS = 2_592_000;

const lifetimes = { visitor: YEAR_IN_SECONDS, agent: MONTH_IN_SECONDS };

/** The cookie's name: with the prefix `__Host-` on https, where browsers then guard it against other hosts. */
function cookieName(kind: keyof typeof lifetimes, isSecure: boolean): string {
  return isSecure ? `__Host-${kind}` : kind;
}

/** The random token that a browser carries, or undefined. */
export function readCookie(request: Request, kind: keyof typeof lifetimes, isSecure: boolean): string | undefined {
  const header = request.headers.get("cookie");
  return header ? parseCookie(header)[cookieName(kind, isSecure)] : undefined;
}

/** A Set-Cookie header. An empty token takes the cookie back. */
export function writeCookie(kind: keyof typeof lifetimes, token: string, isSecure: boolean): string {
  return stringifySetCookie(cookieName(kind, isSecure), token, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isSecure,
    maxAge: token ? lifetimes[kind] : 0,
  });
}

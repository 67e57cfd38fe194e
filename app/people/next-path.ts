import { deskPath } from "~/urls.ts";

/**
 * Where to go after signing in: the path that was asked for if it is one of ours, else the desk. Browsers drop control
 * characters from addresses and take a backslash for a slash, so "/\evil.example" would leave the site.
 */
export function nextPath(asked: string | null | undefined, origin: string): string {
  const path = (asked ?? "").replace(/[\0-\x20\x7f]/g, "");
  if (!/^\/(?![/\\])/.test(path) || !URL.canParse(path, origin)) return deskPath();
  const url = new URL(path, origin);
  // "/.//evil.example" parses to the path "//evil.example".
  if (url.origin !== origin || url.pathname.startsWith("//")) return deskPath();
  return url.pathname + url.search + url.hash;
}

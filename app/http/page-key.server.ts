import type { IncomingMessage } from "node:http";
import type { FindRoute } from "./route-table.server.ts";

/** Whoever has one of our cookies sees their own marks on a page; anybody else's cookies say nothing to us. */
const OWN_COOKIE = /(?:^|;\s*)(?:__Host-)?(?:visitor|agent)=/;

export const isAnonymous = ({ headers }: IncomingMessage): boolean =>
  headers.cookie === undefined || !OWN_COOKIE.test(headers.cookie);

/**
 * The address under which a page is kept: its path and, in one order, the parameters that its route declares. All others
 * are left out, also for the route itself, so that nothing a visitor adds can get into the page. Undefined where
 * nothing is kept.
 */
export function pageKey(request: IncomingMessage, findRoute: FindRoute): string | undefined {
  if ((request.method !== "GET" && request.method !== "HEAD") || !isAnonymous(request)) return undefined;
  const [path = "", query] = (request.url ?? "").split("?", 2);
  const handle = findRoute(path)?.handle;
  if (handle?.policy !== "public" || !handle.query) return undefined;
  if (query === undefined) return path;
  const sent = new URLSearchParams(query);
  const kept = new URLSearchParams();
  for (const name of handle.query) {
    const value = sent.get(name);
    if (value !== null) kept.set(name, value);
  }
  return kept.size > 0 ? `${path}?${kept}` : path;
}

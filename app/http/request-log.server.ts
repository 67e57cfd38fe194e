import type { IncomingMessage, ServerResponse } from "node:http";
import pino from "pino";
import { config } from "~/config.server.ts";

/** JSON lines on standard output. Never a body, a query, a token or an address of a person. */
export const log = pino({ level: config.logLevel, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });

/**
 * The path without what must not be in a log: secret links and one-time addresses carry their secret in it, and a
 * ticket's carries its title, which may be private.
 */
export function loggedPath(url: string): string {
  const path = url.split("?", 1)[0] ?? "/";
  return path.replace(/^\/(m|mail|welcome)\/.*/, "/$1/…").replace(/^(\/tickets\/\d+)-[^/]*/, "$1");
}

/** One line for a request, once its answer is out. */
export function logWhenSent(request: IncomingMessage, response: ServerResponse): void {
  const startedAt = performance.now();
  response.on("close", () => {
    const ms = Math.round((performance.now() - startedAt) * 10) / 10;
    log.info({ method: request.method, path: loggedPath(request.url ?? ""), status: response.statusCode, ms });
  });
}

const COUNT_EVERY_MS = 10_000;
let count = 0;

/** Kept pages are counted instead: a line for each would cost more than the page. */
export function countPage(): void {
  if (count++ > 0) return;
  setTimeout(() => {
    log.info({ pages: count, seconds: COUNT_EVERY_MS / 1000 }, "pages sent from the cache");
    count = 0;
  }, COUNT_EVERY_MS).unref();
}

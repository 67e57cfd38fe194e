import pino from "pino";
import { config } from "~/config.server.ts";

/** JSON lines on standard output. Never a body, a query, a token or an address of a person. */
export const log = pino({ level: config.logLevel, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });

/** The path without what must not be in a log: secret links and one-time addresses carry their secret in it. */
export function loggedPath(url: string): string {
  const path = url.split("?", 1)[0] ?? "/";
  return path.replace(/^\/(m|welcome)\/.*/, "/$1/…");
}

import type { IncomingMessage, ServerResponse } from "node:http";
import pino from "pino";
import { config } from "~/config.server.ts";
import type { Asked } from "./asked.server.ts";

/** JSON lines on standard output. Never a body, a query, a token or an address of a person. */
export const log = pino({ level: config.logLevel, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });

export interface Sent {
  status: number;
  /** From its head to the end of its answer. */
  ms: number;
}

/** What nginx writes where somebody went away before there was an answer. */
const LEFT = 499;

/** Tells of a request once its answer is out. */
export function whenSent(response: ServerResponse, tell: (sent: Sent) => void): void {
  const startedAt = performance.now();
  response.on("close", () => {
    const ms = Math.round((performance.now() - startedAt) * 10) / 10;
    tell({ status: response.headersSent ? response.statusCode : LEFT, ms });
  });
}

/** One line for a request. */
export function logSent({ method }: IncomingMessage, { id, route, path }: Asked, { status, ms }: Sent): void {
  log.info({ id, method, route, path, status, ms });
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

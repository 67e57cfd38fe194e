import type { Server } from "node:http";
import { setTimeout as sleep, setImmediate as turnOfTheLoop } from "node:timers/promises";

/** For the request of a connection that was let in at the last moment. */
const LAST_REQUEST_MS = 500;

/**
 * Watches a server so that it can be closed as soon as every request has its answer. Node alone waits for connections
 * that browsers open in advance and on which nothing was asked yet; those are cut.
 * @returns closes the server; fulfilled when nothing is open. For `drainMs` before that it goes on answering and takes
 *   new connections, each for one answer: a proxy that asks /readyz meanwhile sends its requests elsewhere, and keeps no
 *   connection on which the next one would be lost.
 */
export function closesWhenAnswered(server: Server): (drainMs?: number) => Promise<void> {
  let open = 0;
  let draining = false;
  let closing = false;
  const cutIfAnswered = () => {
    if (closing && open === 0) server.closeAllConnections();
  };
  // Before the one that answers: it may send the headers at once.
  server.prependListener("request", (_request, response) => {
    if (draining) response.shouldKeepAlive = false;
    open++;
    response.once("close", () => {
      open--;
      cutIfAnswered();
    });
  });
  return async (drainMs = 0) => {
    draining = true;
    if (drainMs > 0) {
      await sleep(drainMs);
      await untilNobodyWaits(server);
    }
    const closed = new Promise<unknown>((closed) => server.close(closed));
    if (drainMs > 0) await Promise.race([closed, sleep(LAST_REQUEST_MS, undefined, { ref: false })]);
    closing = true;
    cutIfAnswered();
    await closed;
  };
}

/** Where a turn of the loop is quick, the door closes right behind its look at who waits there. */
const QUICK_MS = 1;
const WAIT_AT_MOST_MS = 1_000;

/**
 * Until a short turn of the event loop, in which it looks once at who waits, has let nobody in. The system has taken
 * the connection of who waits, and their request with it: closed before them, it is lost.
 */
async function untilNobodyWaits(server: Server): Promise<void> {
  const until = performance.now() + WAIT_AT_MOST_MS;
  let hasCome = false;
  const come = () => {
    hasCome = true;
  };
  server.on("connection", come);
  for (let began = performance.now(), isQuiet = false; !isQuiet && began < until; ) {
    hasCome = false;
    await turnOfTheLoop();
    const now = performance.now();
    isQuiet = !hasCome && now - began < QUICK_MS;
    began = now;
  }
  server.off("connection", come);
}

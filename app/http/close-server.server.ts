import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

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
    if (drainMs > 0) await sleep(drainMs);
    await new Promise<void>((closed) => {
      closing = true;
      server.close(() => closed());
      cutIfAnswered();
    });
  };
}

import type { Server } from "node:http";

/**
 * Watches a server so that it can be closed as soon as every request has its answer. Node alone waits for connections
 * that browsers open in advance and on which nothing was asked yet; those are cut.
 * @returns closes the server; fulfilled when nothing is open
 */
export function closesWhenAnswered(server: Server): () => Promise<void> {
  let open = 0;
  let closing = false;
  const cutIfAnswered = () => {
    if (closing && open === 0) server.closeAllConnections();
  };
  server.on("request", (_request, response) => {
    open++;
    response.once("close", () => {
      open--;
      cutIfAnswered();
    });
  });
  return () =>
    new Promise((closed) => {
      closing = true;
      server.close(() => closed());
      cutIfAnswered();
    });
}

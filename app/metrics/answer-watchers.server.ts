import type { IncomingMessage, ServerResponse } from "node:http";
import type { Db } from "#db/client.ts";
import { whyNotReady } from "~/http/readiness.server.ts";
import type { Metrics } from "./metrics.server.ts";

interface Answer {
  status: number;
  body: string;
  type?: string;
}

interface State {
  isStopping: () => boolean;
  /** Undefined where nobody set a token to read them with. */
  metrics: Metrics | undefined;
}

/**
 * Answers those who watch over the process, ahead of everybody else and without asking for anything that may be away:
 * /healthz (alive: where it is silent, start the process anew), /readyz (a proxy may send requests here) and /metrics.
 * @returns false where something else was asked for
 */
export function makeWatchers(db: Db, { isStopping, metrics }: State) {
  const answers: Record<string, (request: IncomingMessage) => Answer | Promise<Answer>> = {
    "/healthz": () => ({ status: 200, body: "ok\n" }),
    "/readyz": async () => {
      const reason = await whyNotReady(db, isStopping());
      return { status: reason ? 503 : 200, body: `${reason ?? "ready"}\n` };
    },
    "/metrics": async ({ headers }) => {
      if (!metrics?.mayRead(headers.authorization ?? null)) return { status: 404, body: "Not found\n" };
      return { status: 200, body: await metrics.write(), type: metrics.contentType };
    },
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const answer = answers[request.url?.split("?", 1)[0] ?? ""];
    if (!answer || (request.method !== "GET" && request.method !== "HEAD")) return false;
    const { status, body, type = "text/plain; charset=utf-8" } = await answer(request);
    response.writeHead(status, {
      "Content-Type": type,
      "Content-Length": Buffer.byteLength(body),
      "Cache-Control": "no-store",
      "X-Robots-Tag": "noindex",
    });
    response.end(request.method === "HEAD" ? undefined : body);
    return true;
  };
}

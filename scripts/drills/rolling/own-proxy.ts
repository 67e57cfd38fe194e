import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunningProxy } from "./proxy.ts";

const LOOK_EVERY_MS = 100;
const TRY_FOR_MS = 15_000;
const WAIT_MS = 50;

interface Upstream {
  port: number;
  isReady: boolean;
}

/**
 * A small proxy, where neither Caddy nor nginx is there: who says at /readyz that it stops, or does not answer, gets
 * nothing more. What no process has begun goes to another one, and what was only to be read also where it broke off.
 */
export async function startOwnProxy(port: number, upstreams: number[]): Promise<RunningProxy> {
  const all: Upstream[] = upstreams.map((port) => ({ port, isReady: true }));
  // Gives an idle connection up before the site does: who closes first, loses no request.
  const agent = new Agent({ keepAlive: true, timeout: 4_000 });
  let turn = 0;
  const next = (): Upstream => {
    const ready = all.filter(({ isReady }) => isReady);
    return (ready.length > 0 ? ready : all)[turn++ % (ready.length || all.length)] as Upstream;
  };
  const server = createServer((asked, answer) => void pass(asked, answer, { agent, next }));
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  const looking = all.map((upstream) =>
    setInterval(async () => {
      const answer = await fetch(`http://127.0.0.1:${upstream.port}/readyz`).catch(() => undefined);
      await answer?.arrayBuffer().catch(() => undefined);
      upstream.isReady = answer?.ok ?? false;
    }, LOOK_EVERY_MS),
  );
  return {
    name: "a small proxy of its own",
    port,
    async stop() {
      looking.forEach(clearInterval);
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      agent.destroy();
    },
  };
}

interface Passing {
  agent: Agent;
  next: () => Upstream;
}

async function pass(asked: IncomingMessage, answer: ServerResponse, { agent, next }: Passing): Promise<void> {
  const body = await readAll(asked);
  const isRead = asked.method === "GET" || asked.method === "HEAD";
  const until = performance.now() + TRY_FOR_MS;
  for (;;) {
    const upstream = next();
    const outcome = await askOnce(asked, body, answer, upstream.port, agent);
    if (outcome === "answered") return;
    upstream.isReady = false;
    const isSafe = isRead || outcome === "not begun";
    if (answer.headersSent) return void answer.destroy();
    if (!isSafe || performance.now() > until) {
      answer.writeHead(502, { "X-Upstream": `127.0.0.1:${upstream.port}` }).end();
      return;
    }
    await sleep(WAIT_MS);
  }
}

type Outcome = "answered" | "not begun" | "broke off";

function askOnce(
  asked: IncomingMessage,
  body: Buffer,
  answer: ServerResponse,
  port: number,
  agent: Agent,
): Promise<Outcome> {
  const { method, url: path, headers } = asked;
  return new Promise((done) => {
    const sent = request({ agent, host: "127.0.0.1", port, method, path, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.rawHeaders);
      got.on("error", () => done("broke off"));
      got.on("end", () => done("answered"));
      got.pipe(answer);
    });
    sent.on("error", (error: NodeJS.ErrnoException) => {
      done(error.code === "ECONNREFUSED" ? "not begun" : "broke off");
    });
    sent.end(body);
  });
}

async function readAll(asked: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

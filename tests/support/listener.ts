import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface Call {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** What another program says to a call: a status, or nothing at all ("silence", "hang up"). */
export type Reply =
  | { status: number; headers?: Record<string, string>; body?: string }
  | "silence"
  | "hang up"
  /** As long as it is listened to. */
  | "endless";

/** A server of the test's own in the place of a chat or a program: it keeps what it is told, and answers as it is told. */
export interface Listener {
  url: string;
  port: number;
  calls: Call[];
  /** For the calls to come, one after the other; the last one stays. */
  answers: (Reply | ((call: Call) => Reply | Promise<Reply>))[];
  stop(): Promise<void>;
}

export async function startListener(port = 0): Promise<Listener> {
  const calls: Call[] = [];
  const listener: Listener = { url: "", port: 0, calls, answers: [{ status: 200, body: "ok" }], stop };
  const server = createServer(async (request, response) => {
    const call = { path: request.url ?? "", headers: headersOf(request), body: await bodyOf(request) };
    calls.push(call);
    const next = listener.answers.length > 1 ? listener.answers.shift() : listener.answers[0];
    const reply = typeof next === "function" ? await next(call) : next;
    if (reply === "hang up") return request.socket.destroy();
    if (reply === "silence" || !reply) return;
    if (reply === "endless") {
      response.writeHead(200);
      const more = () => response.write("x".repeat(100_000), () => !response.destroyed && setImmediate(more));
      return more();
    }
    response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", () => listening()));
  listener.port = (server.address() as AddressInfo).port;
  listener.url = `http://127.0.0.1:${listener.port}`;
  return listener;

  async function stop() {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

const headersOf = ({ headers }: IncomingMessage) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

import autocannon from "autocannon";
import type { RunningServer } from "./running-server.ts";

export interface Sent {
  path: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
}

interface Load {
  connections: number;
  /** How long, or how many requests. */
  seconds?: number;
  requests?: number;
  /** By all connections together; without it each asks as fast as it is answered. */
  perSecond?: number;
}

export interface Measured {
  perSecond: number;
  /** Of the server's processor time, per request. */
  processorMs: number;
  p99Ms: number;
  /** No answer, or a status that was not expected. */
  errors: number;
}

/** Asks a server as fast as it answers: the same request each time, or what `sent` says. */
export async function load(
  server: RunningServer,
  { connections, seconds, requests, perSecond }: Load,
  sent: Sent | (() => Sent),
  expected = [200],
): Promise<Measured> {
  const before = await server.usage();
  const result = await autocannon({
    url: server.origin,
    connections,
    ...(perSecond !== undefined && { overallRate: perSecond }),
    ...(requests === undefined ? { duration: seconds } : { amount: requests }),
    requests: [
      typeof sent === "function"
        ? { setupRequest: (request) => ({ ...request, method: "GET", body: undefined, ...sent() }) }
        : sent,
    ],
  });
  const after = await server.usage();
  const answered = Object.entries(result.statusCodeStats ?? {}).map(([status, { count = 0 }]) => ({ status, count }));
  const sum = (some: typeof answered) => some.reduce((total, { count }) => total + count, 0);
  const count = sum(answered);
  return {
    perSecond: count / result.duration,
    processorMs: (after.processorMs - before.processorMs) / count,
    p99Ms: result.latency.p99,
    errors: result.errors + sum(answered.filter(({ status }) => !expected.includes(Number(status)))),
  };
}

export function median(numbers: number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

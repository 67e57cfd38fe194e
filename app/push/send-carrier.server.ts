import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { RequestFilteringHttpsAgent } from "request-filtering-agent";
import { isPublicAddress } from "./subscription.ts";

export interface Parcel {
  endpoint: string;
  headers: Record<string, string | number>;
  body: Buffer;
}

/** What a push service said, or why nobody said anything. */
export type Said = { status: number; retryAfter?: string; words: string } | { trouble: string };

/** Hands parcels to push services over connections that are kept while there is something to send. */
export interface Carrier {
  hand(parcel: Parcel): Promise<Said>;
  close(): void;
}

const ANSWER_WITHIN_MS = 10_000;
const MOST_BYTES = 10_000;

interface CarrierOptions {
  /** In place of the system's. */
  lookup?: LookupFunction;
  /** Addresses that are called as they are; tests have a push service of their own on this machine. */
  trusts?: (endpoint: string) => boolean;
}

/**
 * Follows no redirection. The machine that a name leads to is looked at in the moment in which it is connected to: one
 * of an inner network is not called, wherever the name led before.
 */
export function openCarrier({ lookup, trusts = () => false }: CarrierOptions = {}): Carrier {
  const agent = new RequestFilteringHttpsAgent({ keepAlive: true, maxSockets: 4 });
  const plain = new http.Agent({ keepAlive: true });
  return {
    hand: ({ endpoint, headers, body }) =>
      new Promise<Said>((resolve) => {
        const isTrusted = trusts(endpoint);
        if (!isTrusted && !isPublicAddress(endpoint)) return resolve({ trouble: "not an address of a push service" });
        const isPlain = isTrusted && endpoint.startsWith("http:");
        const options = { method: "POST", headers, lookup, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) };
        const request = isPlain
          ? http.request(endpoint, { ...options, agent: plain })
          : https.request(endpoint, { ...options, agent });
        request.on("error", (error) => resolve({ trouble: error.message.slice(0, 300) }));
        request.on("response", (response) => {
          const chunks: Buffer[] = [];
          let length = 0;
          response.on("data", (chunk: Buffer) => {
            length += chunk.length;
            if (length > MOST_BYTES) response.destroy();
            else chunks.push(chunk);
          });
          response.on("close", () => {
            const words = Buffer.concat(chunks).toString("utf8").replace(/\s+/g, " ").slice(0, 200);
            resolve({
              status: response.statusCode ?? 0,
              retryAfter: response.headers["retry-after"],
              words,
            });
          });
          response.on("error", () => undefined);
        });
        request.end(body);
      }),
    close: () => {
      agent.destroy();
      plain.destroy();
    },
  };
}

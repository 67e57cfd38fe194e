import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from "request-filtering-agent";

export const WITHIN_MS = 3_000;
const MOST_BYTES = 1_000_000;
const LONGEST_WAIT_MS = 6 * 60 * 60 * 1000;

/** What the operator has said of calls to other programs. */
export interface Outgoing {
  telegramUrl: string;
  /** Hosts of the inner network that may be called, as they stand in an address. */
  allowInner: string[];
  /** In place of the system's. */
  lookup?: LookupFunction;
}

/**
 * Why there was no answer. inner: it leads into the inner network, and nothing was sent there; address: it cannot be
 * called at all; time: not within 3 seconds; network: nobody took the call.
 */
export type Failure = "inner" | "address" | "time" | "network";

/** All that is kept of an answer: nothing that it says is ever shown. */
export interface Answer {
  status: number | null;
  failure: Failure | null;
  /** How long the other side asks to be left alone. */
  waitMs: number;
}

/**
 * Posts once, follows no redirect. The address that a name stands for is looked at in the moment in which it is
 * connected to, so that a name that changes leads nowhere else; what is not an address of the public internet is not
 * called, unless the operator named that host.
 */
export async function postOnce(
  address: string,
  { body, headers }: { body: string; headers: Record<string, string> },
  { allowInner, lookup }: Outgoing,
): Promise<Answer> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return { status: null, failure: "address", waitMs: 0 };
  const isAllowed = allowInner.includes(url.hostname);
  const isSecure = url.protocol === "https:";
  const Open = isSecure ? https.Agent : http.Agent;
  const Guarded = isSecure ? RequestFilteringHttpsAgent : RequestFilteringHttpAgent;
  const bytes = Buffer.from(body);
  return new Promise<Answer>((resolve, reject) => {
    const request = (isSecure ? https : http).request(url, {
      method: "POST",
      agent: new (isAllowed ? Open : Guarded)({ keepAlive: false }),
      lookup,
      signal: AbortSignal.timeout(WITHIN_MS),
      headers: {
        "User-Agent": "Glasno",
        "Content-Type": "application/json",
        "Content-Length": bytes.length,
        ...headers,
      },
    });
    request.on("response", (response) => readAnswer(response).then(resolve, reject));
    request.on("error", reject);
    request.end(bytes);
  }).catch((error) => ({ status: null, failure: failureOf(error), waitMs: 0 }));
}

/** The status is there already, which is all that counts: only how long to wait may stand in the body. */
async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      length += chunk.length;
      if (length > MOST_BYTES) break;
      chunks.push(chunk);
    }
  } catch {
    // It broke off, or went on for longer than we listen.
  }
  response.destroy();
  const { statusCode: status = 0, headers } = response;
  const text = status === 429 ? Buffer.concat(chunks).toString() : "";
  return { status, failure: null, waitMs: waitOf(headers["retry-after"], text) };
}

function failureOf({ name, message }: Error): Failure {
  if (/is not allowed\. Because/.test(message)) return "inner";
  return name === "AbortError" || name === "TimeoutError" ? "time" : "network";
}

/** From the header, in seconds or as a date, or from what Telegram writes. */
function waitOf(header: string | undefined, text: string): number {
  const seconds = Number(header ?? secondsIn(text));
  const ms = Number.isNaN(seconds) ? Date.parse(header ?? "") - Date.now() : seconds * 1000;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : 0;
}

function secondsIn(text: string): number {
  try {
    return Number(JSON.parse(text)?.parameters?.retry_after ?? 0);
  } catch {
    return 0;
  }
}

import type { AppLoadContext } from "@remix-run/node";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { addressPrefix } from "./client-address.server.ts";
import { refuse } from "./refusals.server.ts";

/** How often one network may do something: times within seconds. */
const limits = {
  ticket: { points: 30, duration: 600 },
  reply: { points: 60, duration: 600 },
  file: { points: 60, duration: 3600 },
  vote: { points: 120, duration: 600 },
  edit: { points: 60, duration: 600 },
  report: { points: 20, duration: 600 },
  preview: { points: 120, duration: 600 },
  "found answer": { points: 60, duration: 600 },
  "sign in": { points: 20, duration: 600 },
} as const;

const limiters = Object.fromEntries(
  Object.entries(limits).map(([name, options]) => [name, new RateLimiterMemory({ keyPrefix: name, ...options })]),
) as Record<keyof typeof limits, RateLimiterMemory>;

/** Counts one try of the sender's network; the team is not counted. Throws 429 with the form's text when it is too many. */
export async function limitRate(
  what: keyof typeof limits,
  context: AppLoadContext,
  form: URLSearchParams,
  viewer?: { agent: unknown },
  times = 1,
): Promise<void> {
  if (viewer?.agent || times === 0) return;
  try {
    await limiters[what].consume(addressPrefix(context.address), times);
  } catch (exceeded) {
    if (!(exceeded instanceof RateLimiterRes)) throw exceeded;
    const seconds = Math.ceil(exceeded.msBeforeNext / 1000);
    throw refuse("429", form, { minutes: Math.ceil(seconds / 60) }, { "Retry-After": String(seconds) });
  }
}

/** Counts the files of a form: each costs a drawing and a place on the disk. */
export async function limitUploads(
  context: AppLoadContext,
  form: URLSearchParams,
  viewer: { agent: unknown },
): Promise<void> {
  await limitRate("file", context, form, viewer, context.uploads.length);
}

import type { AppLoadContext } from "@remix-run/node";
import type { RateLimited } from "./keep-limits.server.ts";
import { refuse } from "./refusals.server.ts";

/**
 * Counts one try of the sender's networks; the team is not counted. Throws 429 with the form's text when it is too
 * many. `isOver`: no more may be shown from there for now, what comes is held.
 */
export async function limitRate(
  what: RateLimited,
  context: AppLoadContext,
  form: URLSearchParams,
  viewer?: { agent: unknown },
  times = 1,
): Promise<{ isOver: boolean }> {
  if (viewer?.agent || times === 0) return { isOver: false };
  const { isOver, waitMs } = await context.limits.take(what, context.address, context.now, times);
  if (waitMs === undefined) return { isOver };
  const seconds = Math.ceil(waitMs / 1000);
  throw refuse("429", form, { minutes: Math.ceil(seconds / 60) }, { "Retry-After": String(seconds) });
}

/** Counts the files of a form: each costs a drawing and a place on the disk. */
export async function limitUploads(
  context: AppLoadContext,
  form: URLSearchParams,
  viewer: { agent: unknown },
): Promise<void> {
  await limitRate("file", context, form, viewer, context.uploads.length);
}

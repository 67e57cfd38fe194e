import { typeOf } from "./hook-events.ts";
import type { HookNews } from "./hook-news.ts";

/** What a program gets: as the Standard Webhooks specification says, a type, a time, and the facts. */
export function payloadOf({ event, at, ticket, reply, change, merged, waitingSince, article }: HookNews): string {
  const time = (ms: number) => new Date(ms).toISOString();
  const data = {
    ticket,
    reply: reply && { ...reply, ...(event === "reminded" && { reminds: true }) },
    change: change && { from: change.from, to: change.to, reason: change.reason },
    merged: merged === undefined ? undefined : { number: merged },
    waiting_since: waitingSince === undefined ? undefined : time(waitingSince),
    article,
  };
  return JSON.stringify({ type: typeOf[event], timestamp: time(at), data });
}

/** What “send a test” sends. */
export const testPayload = (now: number): string =>
  JSON.stringify({ type: "test", timestamp: new Date(now).toISOString(), data: {} });

import { setTimeout as sleep } from "node:timers/promises";

/** A rest after each write, so that `writers` together write `perSecond`. */
export function restsFor(writers: number, perSecond: number): () => () => Promise<void> {
  const eachMs = (writers * 1000) / perSecond;
  return () => {
    let next = performance.now() + Math.random() * eachMs;
    return async () => {
      next += eachMs;
      await sleep(Math.max(0, next - performance.now()));
    };
  };
}

import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "#db/client.ts";
import { isMigrated } from "#db/is-migrated.ts";

export type NotReady = "stopping" | "not migrated" | "the database does not answer";

const ANSWERS_WITHIN_MS = 2_000;

/**
 * Why no request should come here, or undefined. A disk that takes nothing is no reason: reading goes on, and whoever
 * writes gets their text back.
 */
export async function whyNotReady(db: Db, isStopping: boolean): Promise<NotReady | undefined> {
  if (isStopping) return "stopping";
  const tooLate = new AbortController();
  const silence = sleep(ANSWERS_WITHIN_MS, undefined, { signal: tooLate.signal });
  try {
    const answer = await Promise.race([isMigrated(db), silence]);
    if (answer === undefined) return "the database does not answer";
    return answer ? undefined : "not migrated";
  } catch {
    return "the database does not answer";
  } finally {
    tooLate.abort();
    silence.catch(() => undefined);
  }
}

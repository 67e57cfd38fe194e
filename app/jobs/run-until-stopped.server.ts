import { setTimeout as sleep } from "node:timers/promises";
import { type Db, hasDiskTrouble } from "#db/client.ts";

const FULL_DISK_MS = 1_000;
const STOP_WITHIN_MS = 5_000;

/** Work that goes on beside the answers, for as long as the process lives. */
export interface Loop {
  stop: () => Promise<void>;
}

interface Looks {
  /**
   * Looks for work and does it. False where it met trouble that is no fault of its own: the next look is later.
   * @param failures looks before this one that met trouble, in a row
   */
  look: (signal: AbortSignal, failures: number) => Promise<boolean | undefined>;
  /** Hears what a look threw. */
  failed: (error: unknown, failures: number) => Promise<void> | void;
  everyMs: number;
  /** After trouble, twice as long each time. */
  firstPauseMs: number;
  /** At most so long; without it each pause is as long as the first. */
  longestPauseMs?: number;
  /** How long a stop waits for the look that is under way. */
  stopWithinMs?: number;
  /** Ends what the looks share. */
  close?: () => void;
}

/**
 * Looks for work again and again until it is stopped. While the disk takes nothing it does not look: what cannot be
 * noted is not sent. A stop waits for the look that is under way, for some seconds: what a slow server has not answered
 * by then is tried again by the next process.
 */
export function runUntilStopped(db: Db, looks: Looks): Loop {
  const stopping = new AbortController();
  const { signal } = stopping;
  const working = (async () => {
    let failures = 0;
    while (!signal.aborted) {
      const { everyMs, firstPauseMs, longestPauseMs = firstPauseMs } = looks;
      let pause = FULL_DISK_MS;
      if (!hasDiskTrouble(db)) {
        failures = (await lookOnce(looks, signal, failures)) ? 0 : failures + 1;
        pause = failures === 0 ? everyMs : Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
      }
      await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await Promise.race([working, sleep(looks.stopWithinMs ?? STOP_WITHIN_MS, undefined, { ref: false })]);
      looks.close?.();
    },
  };
}

async function lookOnce({ look, failed }: Looks, signal: AbortSignal, failures: number): Promise<boolean> {
  try {
    return (await look(signal, failures)) ?? true;
  } catch (error) {
    if (!signal.aborted) await failed(error, failures);
    return false;
  }
}

/** Where there is nothing to do as the site is set up. */
export const nothingToDo: Loop = { stop: async () => undefined };

import { randomUUID } from "node:crypto";

/*
 * Work is claimed by a process before it is begun, and the claim says so again every few seconds: it holds no
 * transaction and no connection, however long the work takes. A claim of which nobody says so any more was that of a
 * process that was killed, and the work is anybody's. The clocks of several machines have to agree to some seconds.
 */

/** As long as a claim holds that is not renewed. */
export const LEASE_MS = 20_000;
export const RENEW_EVERY_MS = 4_000;

/** Who claims: each process another, also where two machines count their processes alike. */
export const ownClaim = randomUUID();

interface Hold {
  /** Says that the work is still being done; false where somebody else has taken it. */
  renew: (now: number) => Promise<boolean>;
  /** Ends with the process. */
  signal?: AbortSignal;
}

/**
 * Works while the claim is renewed. The signal that `work` gets ends with the process, and where the claim is lost: then
 * somebody else has begun the same.
 */
export async function holding<Result>(
  { renew, signal }: Hold,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController();
  const end = () => ending.abort();
  let renewedAt = performance.now();
  const renewal = setInterval(async () => {
    try {
      if (await renew(Date.now())) renewedAt = performance.now();
      else end();
    } catch {
      // A database that does not answer is asked again, until the claim is over.
      if (performance.now() - renewedAt >= LEASE_MS) end();
    }
  }, RENEW_EVERY_MS);
  signal?.addEventListener("abort", end, { once: true });
  if (signal?.aborted) end();
  try {
    return await work(ending.signal);
  } finally {
    clearInterval(renewal);
    signal?.removeEventListener("abort", end);
  }
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
const FIRST_WAIT_MS = MINUTE_MS;
const LONGEST_WAIT_MS = 4 * 60 * MINUTE_MS;
/** News that a browser could not be told for so long it finds on the page. */
export const GIVE_UP_MS = 3 * DAY_MS;

/** sent: taken. gone: there is no such browser any more. failed: it will never be taken. later: at that time. */
export type PushOutcome = { state: "sent" | "gone" } | { state: "failed"; reason: string } | Later;

interface Later {
  state: "later";
  reason: string;
  at: number;
}

interface Tried {
  /** How often, with this time. */
  attempts: number;
  createdAt: number;
  now: number;
}

/** What follows from a push service's answer (RFC 8030, 8292). */
export function outcomeOf(
  said: { status: number; retryAfter?: string; words: string } | { trouble: string },
  { attempts, createdAt, now }: Tried,
): PushOutcome {
  if ("status" in said && said.status >= 200 && said.status < 300) return { state: "sent" };
  if ("status" in said && [404, 410].includes(said.status)) return { state: "gone" };
  const reason = "status" in said ? `${said.status} ${said.words}`.trim() : said.trouble;
  // That our key or our clock is wrong may be mended; what else it refuses it will refuse again.
  const isForGood = "status" in said && said.status < 500 && ![401, 403, 408, 429].includes(said.status);
  if (isForGood) return { state: "failed", reason };
  if (now - createdAt > GIVE_UP_MS) {
    const isOfAnotherKey = "status" in said && [401, 403].includes(said.status);
    return isOfAnotherKey ? { state: "gone" } : { state: "failed", reason };
  }
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
  const asked = "status" in said ? retryAfterMs(said.retryAfter, now) : 0;
  return {
    state: "later",
    reason,
    at: now + Math.min(Math.max(wait, asked), DAY_MS),
  };
}

/** Seconds or a date (RFC 9110, 10.2.3); 0 for anything else. */
export function retryAfterMs(text: string | undefined, now: number): number {
  if (text === undefined) return 0;
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND_MS;
  const at = Date.parse(text);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}

import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { passwordsWaiting } from "./passwords.server.ts";

const MINUTE = 60;
const MAX_PASSWORDS_WAITING = 20;

/** Of one account by one network: five tries, then a quarter of an hour. */
const tries = new RateLimiterMemory({ keyPrefix: "tries", points: 5, duration: 15 * MINUTE });
/** Of one account by everybody: after twenty failures it is under attack. */
const failures = new RateLimiterMemory({ keyPrefix: "failures", points: 20, duration: 15 * MINUTE });
/** Then networks from which nobody has signed in to it share one try in five seconds. */
const turns = new RateLimiterMemory({ keyPrefix: "turns", points: 1, duration: 5 });
/** Where an account was signed in from since the start of this process: its owner is not kept out by others. */
const knownNetworks = new Set<string>();

export interface Try {
  /** The account, whether it exists or not: its e-mail in lower case. */
  account: string;
  /** The network that the try comes from, see addressPrefix. */
  network: string;
}

/**
 * Counts a try. Resolves with the minutes to wait when the password must not be checked now, else with undefined.
 * While an account is under attack from many networks, a try from a new one may take five seconds longer. What is
 * counted stays in memory: a restart forgets it.
 */
export async function takeTry({ account, network }: Try): Promise<number | undefined> {
  if (passwordsWaiting() >= MAX_PASSWORDS_WAITING) return 1;
  const full = await consume(tries, keyOf(account, network));
  // Where the clock was set back, what is left by it is more than the whole.
  if (full) return Math.ceil(Math.min(full.msBeforeNext / 60_000, tries.duration / MINUTE));
  if (knownNetworks.has(keyOf(account, network)) || !(await isUnderAttack(account))) return undefined;

  const busy = await consume(turns, account);
  if (!busy) return undefined;
  await new Promise((wake) => setTimeout(wake, busy.msBeforeNext));
  return (await consume(turns, account)) ? 1 : undefined;
}

export async function countFailure({ account }: Try): Promise<void> {
  await failures.penalty(account);
}

export async function forgetTries({ account, network }: Try): Promise<void> {
  knownNetworks.add(keyOf(account, network));
  await tries.delete(keyOf(account, network));
}

async function isUnderAttack(account: string): Promise<boolean> {
  const counted = await failures.get(account);
  return counted !== null && counted.remainingPoints <= 0;
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (full) {
    if (full instanceof RateLimiterRes) return full;
    throw full;
  }
}

const keyOf = (account: string, network: string) => `${account} ${network}`;

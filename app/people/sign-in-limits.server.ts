import { type Db, inQuietTransaction } from "#db/client.ts";
import { addressKey } from "~/http/address-key.server.ts";
import { slidingWindow } from "~/http/sliding-window.server.ts";
import { passwordsWaiting } from "./passwords.server.ts";

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
const MAX_PASSWORDS_WAITING = 20;

/** Of one account by one network: five tries in a quarter of an hour. */
const TRIES = { name: "sign in: tries", points: 5, seconds: 15 * MINUTE };
/** Of one account by everybody: after twenty failures it is under attack. */
const FAILURES = { name: "sign in: failures", points: 20, seconds: 15 * MINUTE };
/** Then networks from which nobody has signed in to it share one try in five seconds. */
const TURNS = { name: "sign in: turns", points: 1, seconds: 5 };
/** Where an account was signed in from in the last weeks: its owner is not kept out by others. */
const KNOWN = { name: "sign in: known", points: 1, seconds: 15 * DAY };

export interface Try {
  /** The account, whether it exists or not: its e-mail in lower case. */
  account: string;
  /** The network that the try comes from, see addressPrefix. */
  network: string;
  now: number;
}

/**
 * Counts a try. Resolves with the minutes to wait when the password must not be checked now, else with undefined.
 * While an account is under attack from many networks, a try from a new one may take five seconds longer. It is counted
 * in the database, for all processes together, and neither account nor network can be read from it.
 */
export async function takeTry(db: Db, { account, network, now }: Try): Promise<number | undefined> {
  if (passwordsWaiting() >= MAX_PASSWORDS_WAITING) return 1;
  const from = await keyOf(db, [account, network], now);
  const wait = await take(db, TRIES, from, now);
  if (wait) return Math.ceil(wait / (MINUTE * 1000));
  const everybody = await keyOf(db, [account], now);
  if ((await look(db, KNOWN, from, now)) || !(await isFull(db, FAILURES, everybody, now))) return undefined;

  const turn = await take(db, TURNS, everybody, now);
  if (!turn) return undefined;
  await new Promise((wake) => setTimeout(wake, turn));
  // Behind the end of the span, when what was counted in it weighs less than a whole.
  return (await take(db, TURNS, everybody, now + turn + 1)) ? 1 : undefined;
}

export async function countFailure(db: Db, { account, now }: Try): Promise<void> {
  await take(db, FAILURES, await keyOf(db, [account], now), now);
}

export async function forgetTries(db: Db, { account, network, now }: Try): Promise<void> {
  const from = await keyOf(db, [account, network], now);
  await inQuietTransaction(db, (trx) => slidingWindow(trx, TRIES).delete(from));
  await take(db, KNOWN, from, now);
}

type Window = Parameters<typeof slidingWindow>[1];

const look = (db: Db, window: Window, key: string, now: number) => slidingWindow(db, window).get(key, { now });

async function isFull(db: Db, window: Window, key: string, now: number): Promise<boolean> {
  return ((await look(db, window, key, now))?.consumedPoints ?? 0) >= window.points;
}

/** Counts one; or says how many milliseconds there is no room for it, and then it is not counted. */
async function take(db: Db, window: Window, key: string, now: number): Promise<number | undefined> {
  const full = async (handle: Db) => {
    const used = await look(handle, window, key, now);
    return used && used.consumedPoints >= window.points ? used.msBeforeNext : undefined;
  };
  // Most of a flood costs no write.
  const known = await full(db);
  if (known) return known;
  return inQuietTransaction(db, async (trx) => {
    const wait = await full(trx);
    if (!wait) await slidingWindow(trx, window).consume(key, 1, { now });
    return wait;
  });
}

const keyOf = (db: Db, parts: string[], now: number) => addressKey(db, JSON.stringify(parts), now);

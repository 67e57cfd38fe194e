import { RateLimiterRes } from "rate-limiter-flexible";
import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { addressKey } from "./address-key.server.ts";
import { type Level, type Network, networksOf } from "./networks.ts";
import { slidingWindow } from "./sliding-window.server.ts";

/** How much a network may do within ten minutes. */
interface Budget {
  /** From then on what it writes is held. */
  open: Record<Level, number>;
  /** From then on it is refused. */
  most: Record<Level, number>;
}

const SPAN_SECONDS = 600;

/** What all strangers together may write openly within an hour: then what comes is held. What is held does not count. */
const TOGETHER = { ticket: 2_000, reply: 6_000 };
const TOGETHER_SECONDS = 3_600;

const levels = (host4: number, net4: number, host6: number, home6: number, site6: number) =>
  ({ host4, net4, host6, home6, site6 }) satisfies Record<Level, number>;

/** One tier: refused when it is over. */
const upTo = (points: number): Budget => {
  const most = levels(points, points * 3, points, points * 2, points * 3);
  return { open: most, most };
};

const budgets = {
  // A /48 may be one customer: no more stands open from there than from one host, but more is kept.
  ticket: { open: levels(20, 60, 20, 20, 20), most: levels(50, 150, 50, 100, 200) },
  reply: { open: levels(60, 180, 60, 60, 60), most: levels(90, 270, 90, 180, 360) },
  vote: upTo(120),
  edit: upTo(60),
  // Of forms with files; each file counts.
  file: upTo(60),
  report: upTo(20),
  preview: upTo(120),
  // Addresses that somebody is asked at: each may be a mail to a person who wants none.
  mail: upTo(12),
  // Tickets whose news a browser asks for.
  push: upTo(30),
  "found answer": upTo(60),
  "sign in": upTo(20),
} satisfies Record<string, Budget>;

export type RateLimited = keyof typeof budgets;

export interface Limits {
  /** `waitMs`: refused, and for how long. Refused tries are not counted and cost no write. */
  take(what: RateLimited, address: string, now: number, times?: number): Promise<{ isOver: boolean; waitMs?: number }>;
}

/** The site's limits, kept in its database: a restart forgets nothing. */
export function keepLimits(db: Db): Limits {
  return {
    async take(what, address, now, times = 1) {
      const budget: Budget = budgets[what];
      const networks = await Promise.all(
        networksOf(address).map(async (network) => ({ ...network, key: await addressKey(db, network.prefix, now) })),
      );
      const waits = await Promise.all(networks.map((network) => waitOf(db, what, network, budget, now)));
      const waitMs = Math.max(...waits);
      if (waitMs > 0) return { isOver: true, waitMs };
      return { isOver: await count(db, { what, networks, budget, times, now }) };
    },
  };
}

type Keyed = Network & { key: string };

const limiterOf = (db: Db, what: RateLimited, level: Level, points: number) =>
  slidingWindow(db, { name: `${what} ${level}`, points, seconds: SPAN_SECONDS });

/** How long this network has to wait; 0 when it may go on. */
async function waitOf(
  db: Db,
  what: RateLimited,
  { level, key }: Keyed,
  { most }: Budget,
  now: number,
): Promise<number> {
  const used = await limiterOf(db, what, level, most[level]).get(key, { now });
  return used && used.consumedPoints >= most[level] ? used.msBeforeNext : 0;
}

interface Count {
  what: RateLimited;
  networks: Keyed[];
  budget: Budget;
  times: number;
  now: number;
}

/** Counts it everywhere in one transaction; true where one of the open budgets is used up. */
async function count(db: Db, { what, networks, budget, times, now }: Count): Promise<boolean> {
  return inQuietTransaction(db, async (trx) => {
    let isOver = false;
    for (const { level, key } of networks) {
      if (!(await isWithin(limiterOf(trx, what, level, budget.open[level]).consume(key, times, { now }))))
        isOver = true;
    }
    if (isOver || !isCountedTogether(what)) return isOver;
    const used = await togetherOf(trx, what).get(EVERYBODY, { now });
    return used !== null && used.consumedPoints >= TOGETHER[what];
  });
}

const EVERYBODY = "together";

const isCountedTogether = (what: string): what is keyof typeof TOGETHER => what in TOGETHER;

const togetherOf = (db: Db, what: keyof typeof TOGETHER) =>
  slidingWindow(db, { name: what, points: TOGETHER[what], seconds: TOGETHER_SECONDS });

/** Counts what a stranger wrote and everybody reads, in the transaction that writes it. */
export async function countOpen(trx: Trx, what: keyof typeof TOGETHER, now: number): Promise<void> {
  await isWithin(togetherOf(trx, what).consume(EVERYBODY, 1, { now }));
}

async function isWithin(consumed: Promise<RateLimiterRes>): Promise<boolean> {
  try {
    await consumed;
    return true;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return false;
    throw refused;
  }
}

/** Forgets windows that are over, and addresses after their time. Called once a day. */
export async function forgetOldLimits(db: Db, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await trx.deleteFrom("rate_limits").where("expires_at", "<", now).execute();
  });
}

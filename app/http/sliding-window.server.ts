import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import RateLimiterStoreAbstract from "rate-limiter-flexible/lib/RateLimiterStoreAbstract.js";
import type { Db } from "#db/client.ts";

interface Counted {
  points: number;
  msBeforeNext: number;
}

/**
 * The store of rate-limiter-flexible in the forum's own database, with windows that slide: what was counted in the
 * window before weighs by how much of it is still within the span. The library's own store for SQLite has fixed windows
 * and writes beside our transactions, which would find the database locked.
 */
class SlidingWindow extends RateLimiterStoreAbstract {
  /** @param options storeClient: a transaction to count in, or the reading handle to look */
  constructor(options: ConstructorParameters<typeof RateLimiterStoreAbstract>[0]) {
    super(options);
    this.client = options.storeClient;
  }

  async _upsert(key: string, points: number, spanMs: number, _: boolean, { now }: { now: number }): Promise<Counted> {
    const window = now - (now % spanMs);
    const counted = await this.client
      .insertInto("rate_limits")
      .values({ key, window_at: window, points, points_before: 0, expires_at: window + 2 * spanMs })
      .onConflict((conflict) =>
        conflict.column("key").doUpdateSet((eb) => ({
          points: eb
            .case()
            .when("rate_limits.window_at", "=", window)
            .then(eb("rate_limits.points", "+", points))
            .else(points)
            .end(),
          points_before: eb
            .case()
            .when("rate_limits.window_at", "=", window)
            .then(eb.ref("rate_limits.points_before"))
            .when("rate_limits.window_at", "=", window - spanMs)
            .then(eb.ref("rate_limits.points"))
            .else(0)
            .end(),
          window_at: window,
          expires_at: window + 2 * spanMs,
        })),
      )
      .returning(["points", "points_before"])
      .executeTakeFirstOrThrow();
    return slide(counted.points, counted.points_before, { window, spanMs, now });
  }

  async _get(key: string, { now }: { now: number }): Promise<Counted | null> {
    const row = await this.client.selectFrom("rate_limits").selectAll().where("key", "=", key).executeTakeFirst();
    const spanMs = this.duration * 1000;
    const window = now - (now % spanMs);
    if (!row || row.window_at < window - spanMs) return null;
    const isCurrent = row.window_at === window;
    return slide(isCurrent ? row.points : 0, isCurrent ? row.points_before : row.points, { window, spanMs, now });
  }

  async _delete(key: string): Promise<boolean> {
    const { numDeletedRows } = await this.client.deleteFrom("rate_limits").where("key", "=", key).executeTakeFirst();
    return numDeletedRows > 0n;
  }

  _getRateLimiterRes(_key: string, _points: number, { points, msBeforeNext }: Counted): RateLimiterRes {
    return new RateLimiterRes(Math.max(0, this.points - points), msBeforeNext, points, points <= 1);
  }
}

function slide(points: number, before: number, at: { window: number; spanMs: number; now: number }): Counted {
  const passed = at.now - at.window;
  return { points: points + Math.floor(before * (1 - passed / at.spanMs)), msBeforeNext: at.spanMs - passed };
}

interface Options {
  name: string;
  points: number;
  seconds: number;
}

/** A limiter over a handle: a transaction to count in, or the reading handle for `get`. */
export function slidingWindow(db: Db, { name, points, seconds }: Options): RateLimiterAbstract {
  return new SlidingWindow({ storeClient: db, keyPrefix: name, points, duration: seconds });
}

import { describe, expect, test } from "vitest";
import { inQuietTransaction } from "#db/client.ts";
import { countOpen, keepLimits } from "~/http/keep-limits.server.ts";
import { networksOf } from "~/http/networks.ts";
import { openTestDatabase } from "../support/database.ts";

const db = await openTestDatabase();
const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);
const MINUTE = 60_000;

/** Sends `times` tickets at once; how many stood open, were held, and refused. */
async function flood(times: number, address: (at: number) => string, now = NOW, limits = keepLimits(db)) {
  const counts = { open: 0, held: 0, refused: 0 };
  for (let at = 0; at < times; at++) {
    const { isOver, waitMs } = await limits.take("ticket", address(at), now);
    counts[waitMs !== undefined ? "refused" : isOver ? "held" : "open"] += 1;
  }
  return counts;
}

describe("the limits of what strangers write", () => {
  test("one host has twenty open tickets in ten minutes, then held ones, then none", async () => {
    expect(await flood(60, () => "198.51.100.7")).toEqual({ open: 20, held: 30, refused: 10 });
  });

  test("a restart forgets nothing", async () => {
    const restarted = keepLimits(db);
    expect((await restarted.take("ticket", "198.51.100.7", NOW)).waitMs).toBeGreaterThan(0);
  });

  test("what was long ago does not count, and half of what was before does halfway through", async () => {
    expect(await flood(1, () => "198.51.100.7", NOW + 25 * MINUTE)).toEqual({ open: 1, held: 0, refused: 0 });
    await flood(50, () => "198.51.100.99");
    expect(await flood(30, () => "198.51.100.99", NOW + 15 * MINUTE)).toEqual({ open: 0, held: 25, refused: 5 });
  });

  test("the thousand networks of one provider's customer are counted together", async () => {
    const counts = await flood(300, (at) => `2001:db8:1:${at.toString(16)}::1`);
    expect(counts.open).toBe(20);
    // 256 of its networks lie in one /56, of which a hundred are kept, the other 44 in the next.
    expect(counts.refused).toBe(156);
  });

  test("somebody from elsewhere is not touched by it", async () => {
    expect(await flood(20, () => "2001:db8:2::1")).toEqual({ open: 20, held: 0, refused: 0 });
  });

  test("all strangers together write two thousand open tickets in an hour; what is held does not count", async () => {
    const elsewhere = () => keepLimits(db).take("ticket", "192.0.2.200", NOW);
    for (let at = 0; at < 2_000; at++) await inQuietTransaction(db, (trx) => countOpen(trx, "ticket", NOW));
    expect(await elsewhere()).toEqual({ isOver: true });
    expect(await keepLimits(db).take("ticket", "192.0.2.201", NOW + 130 * MINUTE)).toEqual({ isOver: false });
  });

  test("no address stands in the database", async () => {
    const rows = await db.selectFrom("rate_limits").select("key").execute();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ key }) => /198|2001|db8/.test(key.replace(/^.*?:/, "").slice(0, 8)))).toEqual([]);
  });
});

test.each([
  ["192.0.2.9", ["192.0.2.9", "192.0.2"]],
  ["2001:db8:1:2fff::1", ["2001:db8:1:2fff/64", "2001:db8:1:2f/56", "2001:db8:1/48"]],
])("the networks of %s", (address, prefixes) => {
  expect(networksOf(address).map(({ prefix }) => prefix)).toEqual(prefixes);
});

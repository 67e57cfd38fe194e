import { expect, test } from "vitest";
import { drillRolling } from "../../scripts/drills/rolling.ts";

// In full: npm run drill -- rolling
test("of two web processes and a worker on PostgreSQL any may be killed: no answered write is lost, no page old", async () => {
  const rolled = await drillRolling({ seconds: 10, everyMs: 4_000, signal: "SIGKILL", proxy: "own" });
  const { lost, twice, refused, unexplained, stale, doneTwice, faults } = rolled;
  const none = { lost: [], twice: [], refused: [], unexplained: [], stale: [], doneTwice: [], faults: [] };
  expect({ lost, twice, refused, unexplained, stale, doneTwice, faults }).toEqual(none);
  expect(rolled.ended).toBeGreaterThan(0);
  expect(rolled.answered).toBeGreaterThan(0);
  // PostgreSQL and three programs to start, which takes long beside other tests.
}, 240_000);

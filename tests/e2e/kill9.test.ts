import { expect, test } from "vitest";
import { drillKills } from "../../scripts/drills/kill9.ts";

// In full: npm run drill -- kill9
test("what was answered before the site was killed is there, once", async () => {
  const { answered, lost, twice, wrong, faults } = await drillKills(2);
  expect({ lost, twice, wrong, faults }).toEqual({ lost: [], twice: [], wrong: [], faults: [] });
  expect(answered).toBeGreaterThan(0);
  // Three starts, which take long beside other tests.
}, 120_000);

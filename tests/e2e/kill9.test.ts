import { expect, test } from "vitest";
import { drillKills } from "../../scripts/drills/kill9.ts";

// In full: npm run drill -- kill9
test("what was answered before the site was killed is there, once", async () => {
  const { answered, lost, twice, refused, wrong, faults } = await drillKills(2);
  const none = { lost: [], twice: [], refused: [], wrong: [], faults: [] };
  expect({ lost, twice, refused, wrong, faults }).toEqual(none);
  expect(answered).toBeGreaterThan(0);
  // Three starts, which take long beside other tests.
}, 120_000);

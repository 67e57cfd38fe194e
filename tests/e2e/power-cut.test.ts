import { expect, test } from "vitest";
import { hasStrace } from "../../scripts/drills/power-cut/record-site.ts";
import { drillPowerCut } from "../../scripts/drills/power-cut.ts";

const canRecord = hasStrace();
if (!canRecord) console.warn("power-cut: strace is not here, so what the disk was asked for is not looked at");

// In full: npm run drill -- power-cut
test.skipIf(!canRecord)("what was answered is on the disk when the power goes at that moment", async () => {
  const { answered, syncs, lost, refused, faults } = await drillPowerCut({ writes: 12, cuts: 3 });
  expect({ lost, refused, faults }).toEqual({ lost: [], refused: [], faults: [] });
  expect(syncs).toBeGreaterThanOrEqual(answered);
});

import { expect, test } from "vitest";
import { drillStalePages } from "../../scripts/drills/stale-pages.ts";

// In full: npm run drill -- stale-pages
test.each([1, 2])("no reader of %i processes gets a page older than what was answered before", async (processes) => {
  const { writes, reads, stale } = await drillStalePages({ seconds: 1.5, processes });
  expect(stale).toEqual([]);
  expect(Math.min(writes, reads)).toBeGreaterThan(0);
});

import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "#db/migrate.ts";
import { buildChild } from "../../scripts/drills/upgrade/kill-migration.ts";
import { changedRows, makeOldDatabase, versions } from "../../scripts/drills/upgrade/old-site.ts";
import { drillUpgrade } from "../../scripts/drills/upgrade.ts";
import { withDatabase } from "../../scripts/drills/with-database.ts";

const folder = mkdtempSync(path.join(tmpdir(), "glasno-upgrade-"));
beforeAll(buildChild);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// In full: npm run drill -- upgrade
test.each(["0001-forum", "0008-search-engines"])(
  "an upgrade from %s that is killed comes to its end",
  async (version) => {
    const { faults } = await drillUpgrade({ version, kills: 1, tickets: 300, folder });
    expect(faults).toEqual([]);
  },
);

test.each(versions.slice(0, -1))("an upgrade from %s leaves every row as it was", async (version) => {
  const [old, upgraded] = [path.join(folder, `${version}-was`), path.join(folder, `${version}-is`)];
  await makeOldDatabase(old, version, 20);
  copyFileSync(old, upgraded);
  await withDatabase(upgraded, migrate);
  expect(changedRows(old, upgraded)).toEqual([]);
});

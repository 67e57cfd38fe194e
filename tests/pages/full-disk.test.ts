import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { mountDisk } from "../../scripts/drills/disk-full/small-disk.ts";
import { drillDiskFull } from "../../scripts/drills/disk-full.ts";
import { drillReadOnly } from "../../scripts/drills/read-only.ts";

const folder = mkdtempSync(path.join(tmpdir(), "glasno-full-"));
const disk = mountDisk(folder, "size=24m");
if (!disk) console.warn("full-disk: nothing can be mounted here, so a full disk is not tried");

afterAll(() => {
  disk?.unmount();
  rmSync(folder, { recursive: true, force: true });
});

// In full: npm run drill -- disk-full, read-only
test.skipIf(!disk)(
  "a full disk: reading goes on, a write is 503 with its text, and it passes by itself",
  async () => {
    const { faults } = await drillDiskFull(folder, disk as NonNullable<typeof disk>, 1);
    expect(faults).toEqual([]);
  },
  120_000,
);

test.skipIf(!disk)(
  "a start where nothing can be written ends with 1 and one line",
  async () => {
    const { starts, faults } = await drillReadOnly();
    // Beside other tests a start may take longer than five seconds.
    expect(faults.filter((fault) => !/it took \d+ ms/.test(fault))).toEqual([]);
    expect(starts).toBe(5);
  },
  120_000,
);

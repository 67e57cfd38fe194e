import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { backUpAndLook } from "../../scripts/drills/backup-under-load/back-up.ts";
import { stopUnderLoad } from "../../scripts/drills/shutdown/stop-under-load.ts";
import { faultsOf, MOST_LOG_BYTES } from "../../scripts/drills/shutdown.ts";
import { startTwo, writeOnBoth, wrongTables } from "../../scripts/drills/two-processes.ts";
import { databaseIn, withDatabase } from "../../scripts/drills/with-database.ts";
import { findLost } from "../../scripts/drills/writers/find-lost.ts";
import { findWrong } from "../../scripts/drills/writers/find-wrong.ts";
import { gatherWriters } from "../../scripts/drills/writers/gather-writers.ts";

const root = mkdtempSync(path.join(tmpdir(), "glasno-two-"));
const dataDir = path.join(root, "data");
const sites = await startTwo(dataDir);
const writers = gatherWriters({ visitors: 6, agents: 2, hasMail: true });

afterAll(async () => {
  await Promise.all(sites.map((site) => site.stop().catch(() => undefined)));
  rmSync(root, { recursive: true, force: true });
});

// In full: npm run drill -- two-processes, backup-under-load, shutdown
test("two processes on one folder turn nobody away, and a backup meanwhile holds what was answered before it", async () => {
  let isWriting = true;
  const writing = writeOnBoth(sites, writers, 1.5).finally(() => {
    isWriting = false;
  });
  writing.catch(() => undefined);
  while (isWriting && writers.countAnswered() < 5) await new Promise((turn) => setTimeout(turn, 20));
  const { held, faults } = await backUpAndLook({ dataDir, folder: path.join(root, "one"), answered: writers.answered });
  expect(faults).toEqual([]);
  expect(held).toBeGreaterThan(0);
  await writing;
  expect(writers.refused()).toEqual([]);
  // With three programs to start it takes long beside other tests.
}, 180_000);

test("both stop with forms on their way: what was answered is kept, and the database's log is no longer than it may be", async () => {
  const [one, other] = sites as [(typeof sites)[0], (typeof sites)[0]];
  const last = gatherWriters({ visitors: 16, agents: 0 });
  expect(faultsOf(await stopUnderLoad(one, last.all.slice(0, 8), 5))).toEqual([]);
  const stopped = await stopUnderLoad(other, last.all.slice(8), 15);
  expect(faultsOf(stopped)).toEqual([]);
  // Whoever stops last brings it into the file, unless it is still being read from.
  expect(stopped.logLeft).toBeLessThanOrEqual(MOST_LOG_BYTES);
  await withDatabase(databaseIn(dataDir), async (db) => {
    const lost = await findLost(db, [...writers.answered(), ...last.answered()]);
    const wrong = [...(await wrongTables(db, dataDir)), ...(await findWrong(db))];
    expect({ ...lost, wrong, refused: last.refused() }).toEqual({ lost: [], twice: [], wrong: [], refused: [] });
  });
});

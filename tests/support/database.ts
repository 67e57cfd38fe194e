import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { closeDatabase, type Db, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";

/** A migrated database of this test file's own, gone after its tests. */
export async function openTestDatabase(): Promise<Db> {
  const folder = mkdtempSync(path.join(tmpdir(), "glasno-test-"));
  const db = openDatabase(path.join(folder, "glasno.sqlite"));
  await migrate(db);
  afterAll(async () => {
    await closeDatabase(db);
    rmSync(folder, { recursive: true, force: true });
  });
  return db;
}

import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll } from "vitest";
import { closeDatabase, type Db, openDatabase, writerOf } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { addressOf, dropPostgresDatabase, fileIn, makePostgresDatabase, onPostgres } from "./postgres.ts";

/** A migrated database of this test file's own, gone after its tests. */
export async function openTestDatabase(): Promise<Db> {
  const folder = mkdtempSync(path.join(tmpdir(), "glasno-test-"));
  const file = path.join(folder, "glasno.sqlite");
  const db = await openMigrated(file);
  afterAll(async () => {
    await closeDatabase(db);
    await dropPostgresDatabase(file);
    rmSync(folder, { recursive: true, force: true });
  });
  return db;
}

/** What a program finds in its environment that works in this data folder. */
export function environmentOf(dataDir: string): Record<string, string> {
  return { DATA_DIR: dataDir, ...(onPostgres && { DATABASE_URL: addressOf(fileIn(dataDir)) }) };
}

/** The database of a program that works, or has worked, in this data folder. */
export const openIn = (dataDir: string): Db => openDatabase(addressOf(fileIn(dataDir)));

/** A new database file with all tables: a copy of one that is migrated once in a run. Close it after the tests. */
export async function openMigrated(file: string): Promise<Db> {
  if (onPostgres) {
    await makePostgresDatabase(file);
    return openDatabase(addressOf(file));
  }
  const model = path.join(tmpdir(), "migrated.sqlite");
  if (!existsSync(model)) {
    const own = `${model}-${process.pid}`;
    const db = openDatabase(`${own}-first`);
    await migrate(db);
    await sql`vacuum into ${sql.lit(own)}`.execute(writerOf(db));
    await closeDatabase(db);
    renameSync(own, model);
  }
  copyFileSync(model, file);
  return openDatabase(file);
}

/** Where a database is that is open. */
export async function addressOfOpen(db: Db): Promise<string> {
  const { rows } = onPostgres
    ? await sql<{ name: string }>`select current_database() as name`.execute(db)
    : await sql<{ name: string }>`select file as name from pragma_database_list where name = 'main'`.execute(db);
  const name = rows[0]?.name ?? "";
  return onPostgres ? `${process.env.TEST_POSTGRES_URL}/${name}` : name;
}

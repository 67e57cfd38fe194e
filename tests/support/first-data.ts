import { copyFileSync, existsSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, type Db, emptyLog, openDatabase } from "#db/client.ts";
import { importContent } from "~/articles/content-files/import-content.server.ts";
import { openMigrated } from "./database.ts";
import { makeModel, makePostgresDatabase, onPostgres } from "./postgres.ts";

/** A new database file with the articles that come with the program: a copy of one that is made once in a run. */
export async function copyFirstData(file: string): Promise<void> {
  if (onPostgres) {
    await makeModel("first_data", (address) => fill(openDatabase(address)));
    await makePostgresDatabase(file, "first_data");
    return;
  }
  const model = join(tmpdir(), "first-data.sqlite");
  if (!existsSync(model)) {
    const own = `${model}-${process.pid}`;
    await fill(await openMigrated(own));
    renameSync(own, model);
  }
  copyFileSync(model, file);
}

async function fill(db: Db): Promise<void> {
  const folders = [{ origin: "program", folder: "content/articles" }] as const;
  await importContent(db, { folders, siteOrigin: "http://localhost", now: Date.now() });
  await emptyLog(db);
  await closeDatabase(db);
}

import { copyFileSync, existsSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, emptyLog } from "#db/client.ts";
import { importContent } from "~/articles/content-files/import-content.server.ts";
import { openMigrated } from "./database.ts";

/** A new database file with the articles that come with the program: a copy of one that is made once in a run. */
export async function copyFirstData(file: string): Promise<void> {
  const model = join(tmpdir(), "first-data.sqlite");
  if (!existsSync(model)) {
    const own = `${model}-${process.pid}`;
    const db = await openMigrated(own);
    const folders = [{ origin: "program", folder: "content/articles" }] as const;
    await importContent(db, { folders, siteOrigin: "http://localhost", now: Date.now() });
    await emptyLog(db);
    await closeDatabase(db);
    renameSync(own, model);
  }
  copyFileSync(model, file);
}

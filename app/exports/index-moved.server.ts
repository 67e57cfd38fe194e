import { sql } from "kysely";
import { type Db, inQuietTransaction } from "#db/client.ts";
import { rebuildIndex } from "~/search/rebuild-index.server.ts";
import type { Moving } from "./move-rows.server.ts";

/** What came over without its index, and without what PostgreSQL knows of its tables. Returns the texts in the index. */
export async function indexMoved(db: Db, { onProgress }: Moving): Promise<number | undefined> {
  const texts = await rebuildIndex(db, { onProgress: (done, total) => onProgress?.("texts", done, total) });
  await inQuietTransaction(db, async (trx) => {
    await trx.deleteFrom("jobs").where("name", "=", "build the search index").execute();
    await sql`set local statement_timeout = 0`.execute(trx);
    await sql`analyze`.execute(trx);
  });
  return texts;
}

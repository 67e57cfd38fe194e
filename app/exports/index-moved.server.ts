import { sql } from "kysely";
import { type Db, inQuietTransaction } from "#db/client.ts";
import { rebuildIndex } from "~/search/rebuild-index.server.ts";
import type { Moving } from "./move-rows.server.ts";

/** Makes the search index of rows that came without one, and has PostgreSQL look at its tables before it plans. */
export async function indexMoved(db: Db, { onProgress }: Moving): Promise<void> {
  try {
    await rebuildIndex(db, { onProgress: (done, total) => onProgress?.("texts", done, total) });
  } catch (error) {
    const why = (error as Error).message;
    throw new Error(`Every row is there, but the search index is not: ${why}. The site makes it once it runs`, {
      cause: error,
    });
  }
  await inQuietTransaction(db, async (trx) => {
    await trx.deleteFrom("jobs").where("name", "=", "build the search index").execute();
    await sql`set local statement_timeout = 0`.execute(trx);
    await sql`analyze`.execute(trx);
  });
}

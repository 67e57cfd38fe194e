import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Db } from "#db/client.ts";

/** Reading is counted, without the person; the README says how. */
export const COUNTED = ["searched_words", "page_readers"];

/** Every row of every table, as a hash a table: the same hashes mean that nothing was written. */
export async function allRows(db: Db, except: string[] = []): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db);
  const hashes: Record<string, string> = {};
  for (const { name } of rows) {
    if (except.includes(name)) continue;
    const all = await sql`select * from ${sql.table(name)}`.execute(db);
    hashes[name] = createHash("sha256").update(JSON.stringify(all.rows)).digest("hex").slice(0, 12);
  }
  return hashes;
}

import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import { listTables } from "./tables.ts";

/** Reading is counted, without the person; the README says how. */
export const COUNTED = ["searched_words", "page_readers"];

/** Every row of every table, as a hash a table: the same hashes mean that nothing was written. */
export async function allRows(db: Db, except: string[] = []): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const name of await listTables(db)) {
    if (except.includes(name)) continue;
    const all = await sql`select * from ${sql.table(name)}`.execute(db);
    // PostgreSQL gives a row that was changed another place.
    const rows = all.rows.map((row) => JSON.stringify(row)).sort();
    hashes[name] = createHash("sha256").update(rows.join("\n")).digest("hex").slice(0, 12);
  }
  return hashes;
}

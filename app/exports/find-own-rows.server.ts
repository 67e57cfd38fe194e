import { type RawBuilder, sql } from "kysely";
import type { Db } from "#db/client.ts";
import type { Database } from "#db/schema.ts";

const ANY = sql<boolean>`1 = 1`;

/** Rows that the start of a site does not make by itself: it brings the articles along that came with the program. */
const ownRows: Partial<Record<keyof Database, RawBuilder<boolean>>> = {
  agents: ANY,
  visitors: ANY,
  tickets: ANY,
  categories: ANY,
  canned_answers: ANY,
  attachments: ANY,
  articles: sql<boolean>`source_path is null or source_path not like 'program/%'`,
};

/** The first table in which somebody has left something; undefined where a site has only been started. */
export async function findOwnRows(db: Db): Promise<string | undefined> {
  for (const [table, condition] of Object.entries(ownRows)) {
    const { rows } = await sql`select 1 from ${sql.table(table)} where ${condition} limit 1`.execute(db);
    if (rows.length > 0) return table;
  }
  return undefined;
}

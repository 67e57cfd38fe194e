import type { Kysely } from "kysely";

/** Which process does a piece of work, and since when it has not said so again: several may look for work. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ["jobs", "mail_sources"]) {
    await db.schema.alterTable(table).addColumn("claimed_by", "text").execute();
    await db.schema.alterTable(table).addColumn("claimed_at", "bigint").execute();
  }
}

import type { CompiledQuery, Insertable, Kysely } from "kysely";
import type { Trx } from "./client.ts";
import type { Database } from "./schema.ts";

const compiled = new Map<string, CompiledQuery>();

/**
 * Inserts one of thousands of rows. Its statement is compiled once for each set of columns: that takes kysely longer
 * than SQLite takes to write the row. No value may be undefined.
 */
export async function insertRow<Table extends keyof Database>(
  trx: Trx,
  table: Table,
  row: Insertable<Database[Table]>,
): Promise<void> {
  await run(trx, table, row);
}

/** The same for a table whose rows have an id, which it returns. */
export async function insertRowWithId<Table extends "replies" | "tickets">(
  trx: Trx,
  table: Table,
  row: Insertable<Database[Table]>,
): Promise<number> {
  const { rows } = await run(trx, table, row, "id");
  return (rows[0] as { id: number }).id;
}

async function run(trx: Trx, table: string, row: object, returning?: string) {
  const key = [table, ...Object.keys(row)].join(" ");
  let query = compiled.get(key);
  if (!query) {
    const insert = (trx as unknown as Kysely<Record<string, object>>).insertInto(table).values(row);
    query = (returning ? insert.returning(returning as never) : insert).compile();
    compiled.set(key, query);
  }
  return trx.executeQuery({ ...query, parameters: Object.values(row) });
}

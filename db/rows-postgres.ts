import { type Kysely, sql } from "kysely";
import { ROWS_AT_ONCE, type Value, type Wanted } from "./read-snapshot.ts";
import type { Database } from "./schema.ts";

let cursors = 0;

/** The rows of a table in a transaction of PostgreSQL, which sends some at a time. */
export async function* readPortions(
  trx: Kysely<Database>,
  table: string,
  { columns, by, where }: Wanted,
): AsyncGenerator<Value[][]> {
  const cursor = sql.id(`rows_${++cursors}`);
  const condition = where ? sql`where ${sql.raw(where)}` : sql``;
  await sql`declare ${cursor} no scroll cursor for select ${named(columns)} from ${sql.table(table)} ${condition}
    order by ${named(by)}`.execute(trx);
  for (;;) {
    const { rows } = await sql<Record<string, Value>>`fetch ${sql.lit(ROWS_AT_ONCE)} from ${cursor}`.execute(trx);
    if (rows.length > 0) yield rows.map((row) => columns.map((column) => row[column] ?? null));
    if (rows.length < ROWS_AT_ONCE) break;
  }
  // Where something fails before, the cursor ends with the transaction.
  await sql`close ${cursor}`.execute(trx);
}

const named = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)));

/** The highest id that the table ever gave away or was given by hand; null where it has none. */
export async function readLastId(db: Kysely<Database>, table: string): Promise<number | null> {
  const sequence = await sequenceOf(db, table);
  if (!sequence) return null;
  const { rows } = await sql<{ last: number | null }>`
    select greatest(case when is_called then last_value end, (select max(id) from ${sql.table(table)})) as last
    from ${sql.raw(sequence)}`.execute(db);
  return rows[0]?.last ?? null;
}

/** Ids that were given by hand are nothing that the table has counted: without this it would give them once more. */
export async function setLastId(db: Kysely<Database>, table: string, id: number): Promise<void> {
  await sql`select setval(${await sequenceOf(db, table)}::regclass, ${id}::bigint)`.execute(db);
}

/** What counts a table's ids, as PostgreSQL writes its name; undefined where it has no ids of its own. */
async function sequenceOf(db: Kysely<Database>, table: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string | null }>`select pg_get_serial_sequence(${table}, attname) as name
    from pg_attribute where attrelid = to_regclass(${table}) and attname = 'id'`.execute(db);
  return rows[0]?.name ?? undefined;
}

import { type RawBuilder, sql } from "kysely";
import type { Trx } from "./client.ts";
import { takeYourTime } from "./patience.ts";
import type { Value } from "./read-snapshot.ts";

/** Somebody who writes is done by then; who is not works on the database. */
const LOCK_MS = 5_000;

/** The tables of PostgreSQL in one transaction, which nobody else reads or writes until it ends. */
export interface PostgresFilling {
  /** The columns with their types; undefined where there is no such table. */
  columns(table: string): Map<string, string> | undefined;
  insert(table: string, columns: readonly string[], rows: Value[][]): Promise<void>;
  /** Builds the indexes and holds every reference against the rows. Throws what PostgreSQL says against them. */
  finish(): Promise<void>;
}

/**
 * Takes hold of all tables; `check` says whether what is in them may go. Indexes and references are taken off until the
 * end: rows come in any order, and an index is built in a fraction of the time that thousands of changes to it take.
 */
export async function fillPostgres(trx: Trx, check: () => Promise<void>): Promise<PostgresFilling> {
  await takeYourTime(trx);
  const columns = await readColumns(trx);
  const tables = sql.join([...columns.keys()].map((name) => sql.table(name)));
  await sql`set local lock_timeout = ${sql.lit(LOCK_MS)}`.execute(trx);
  await sql`lock table ${tables} in access exclusive mode`.execute(trx).catch((error) => {
    throw error.code === "55P03" ? new Error("Somebody else works on the database") : error;
  });
  await check();
  await sql`truncate ${tables} restart identity`.execute(trx);
  const putBack = [...(await takeOffReferences(trx)), ...(await takeOffIndexes(trx))].reverse();
  return {
    columns: (table) => columns.get(table),
    async insert(table, names, rows) {
      const types = columns.get(table);
      const typed = names.map((name) => sql`${sql.id(name)} ${sql.raw(types?.get(name) ?? "")}`);
      const all = sql.join(names.map((name) => sql.id(name)));
      const json = JSON.stringify(rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]]))));
      await sql`insert into ${sql.table(table)} (${all}) select ${all}
        from json_to_recordset(${json}::json) as rows (${sql.join(typed)})`.execute(trx);
    },
    async finish() {
      for (const statement of putBack) await statement.execute(trx);
    },
  };
}

/** Of every table but those of the migrations, by their names. */
async function readColumns(trx: Trx): Promise<Map<string, Map<string, string>>> {
  const { rows } = await sql<{ table: string; name: string; type: string }>`
    select relname as table, attname as name, format_type(atttypid, atttypmod) as type
    from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
    where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname not like 'kysely%'
    order by relname, attnum`.execute(trx);
  const columns = new Map<string, Map<string, string>>();
  for (const { table, name, type } of rows) {
    columns.set(table, (columns.get(table) ?? new Map<string, string>()).set(name, type));
  }
  return columns;
}

/** Returns what puts them back, which looks at every row. */
async function takeOffReferences(trx: Trx): Promise<RawBuilder<unknown>[]> {
  const { rows } = await sql<{ table: string; name: string; definition: string }>`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`.execute(trx);
  for (const { table, name } of rows) {
    await sql`alter table ${sql.raw(table)} drop constraint ${sql.id(name)}`.execute(trx);
  }
  return rows.map(
    ({ table, name, definition }) =>
      sql`alter table ${sql.raw(table)} add constraint ${sql.id(name)} ${sql.raw(definition)}`,
  );
}

/** The same for indexes, but for those of primary keys, and for the tables of the search, which are small or replaced. */
async function takeOffIndexes(trx: Trx): Promise<RawBuilder<unknown>[]> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index join pg_class on pg_class.oid = indrelid
    where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname not like 'kysely%'
      and relname not like 'search%' and not exists (select 1 from pg_constraint where conindid = indexrelid)`.execute(
    trx,
  );
  for (const { name } of rows) await sql`drop index ${sql.raw(name)}`.execute(trx);
  return rows.map(({ definition }) => sql.raw(definition));
}

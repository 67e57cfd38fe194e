import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter, sql } from "kysely";

/** The id column of a table, in both databases: a number that never comes back, not even after a removal. */
export function idColumn(db: Kysely<unknown>) {
  return (column: ColumnDefinitionBuilder) =>
    isPostgres(db) ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement();
}

/** For what one of the two databases does with statements of its own. */
export function isPostgres(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/**
 * What FTS5's tables are in SQLite: the stems of a document, written by app/search as a tsvector in which A marks those
 * of the title, and how many there are. No configuration of PostgreSQL's text search is asked: the stems come cut.
 */
export async function createSearchTable(db: Kysely<unknown>, name: string): Promise<void> {
  await db.schema
    .createTable(name)
    .addColumn("id", "bigint", (c) => c.primaryKey())
    .addColumn("stems", sql`tsvector`, (c) => c.notNull())
    .addColumn("length", "integer", (c) => c.notNull())
    .execute();
  // Beside its row, not in a table of its own: the planner knows nothing of the way there, and would read the whole
  // table where the index answers at once.
  await sql`alter table ${sql.table(name)} alter column stems set storage main`.execute(db);
  await db.schema.createIndex(`${name}_stems`).on(name).using("gin").column("stems").execute();
}

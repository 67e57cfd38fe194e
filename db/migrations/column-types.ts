import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter } from "kysely";

/** The id column of a table, in both databases: a number that never comes back, not even after a removal. */
export function idColumn(db: Kysely<unknown>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  return (column: ColumnDefinitionBuilder) =>
    isPostgres ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement();
}

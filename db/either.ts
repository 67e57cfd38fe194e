import { ExpressionWrapper, type Kysely, PostgresAdapter, type RawBuilder, type RawNode, sql } from "kysely";

const other = new WeakMap<object, RawNode>();

/** A piece of SQL that the two databases say differently. Which one is meant shows only where it is sent. */
export function either<Value>(sqlite: RawBuilder<Value>, postgres: RawBuilder<Value>): RawBuilder<Value> {
  const node = sqlite.toOperationNode() as RawNode;
  other.set(node, postgres.toOperationNode() as RawNode);
  return sql<Value>`${new ExpressionWrapper(node)}`;
}

export const inPostgres = (node: RawNode): RawNode => other.get(node) ?? node;

/** Whether a handle or a transaction is one of PostgreSQL, for what takes other statements there. */
// biome-ignore lint/suspicious/noExplicitAny: it is asked of databases with any tables
export function isPostgres(db: Kysely<any>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

import type { SelectQueryBuilder } from "kysely";
import type { Trx } from "./client.ts";
import { isPostgres } from "./either.ts";
import type { Database } from "./schema.ts";

/**
 * Reads rows to take them. PostgreSQL passes over those that another process is taking in this moment, so that of two
 * processes each gets its own; in SQLite nobody else writes meanwhile.
 */
export function skipLocked<From extends keyof Database, Row>(
  trx: Trx,
  query: SelectQueryBuilder<Database, From, Row>,
  of: From,
): SelectQueryBuilder<Database, From, Row> {
  return isPostgres(trx) ? query.forUpdate(of as never).skipLocked() : query;
}

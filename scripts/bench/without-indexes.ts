import type { openSqlite } from "#db/dialects/sqlite.ts";

/** Fills tables without their indexes and makes these at the end, each in one go: many times as fast for a million rows. */
export function withoutIndexes(db: ReturnType<typeof openSqlite>, tables: string[], fill: () => void): void {
  const indexes = db
    .prepare<string[], { name: string; sql: string }>(
      `select name, sql from sqlite_master
        where type = 'index' and sql is not null and tbl_name in (${tables.map(() => "?").join(", ")})`,
    )
    .all(...tables);
  for (const { name } of indexes) db.exec(`drop index ${name}`);
  fill();
  for (const { sql } of indexes) db.exec(sql);
}

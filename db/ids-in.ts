import { type RawBuilder, sql } from "kysely";

/**
 * Many ids as one parameter: `where("id", "in", idsIn(ids))`. With a parameter for each, every number of ids would be a
 * statement of its own, to be compiled and prepared anew.
 */
export function idsIn(ids: number[]): RawBuilder<number> {
  return sql<number>`(select value from json_each(${JSON.stringify(ids)}))`;
}

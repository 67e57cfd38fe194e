import { type RawBuilder, sql } from "kysely";
import { Blank } from "./compiled-once.ts";
import { either } from "./either.ts";

/**
 * Many ids as one parameter: `where("id", "in", idsIn(ids))`. With a parameter for each, every number of ids would be a
 * statement of its own, to be compiled and prepared anew.
 */
export function idsIn(ids: number[]): RawBuilder<number> {
  const list = (ids as unknown) instanceof Blank ? ids : JSON.stringify(ids);
  return either(
    sql<number>`(select value from json_each(${list}))`,
    sql<number>`(select value::bigint from json_array_elements_text(${list}::json) as listed (value))`,
  );
}

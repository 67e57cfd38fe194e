import type { CompiledQuery } from "kysely";
import type { Db } from "./client.ts";

type Value = number | string | null | number[];

/** The place of a value in a query that is compiled before any value is known. */
export class Blank {
  constructor(readonly name: string) {}
}

const blanks = new Proxy({}, { get: (_, name) => new Blank(String(name)) });

/**
 * A query of a page that is asked for often. kysely builds and compiles most statements in more time than SQLite
 * answers them, so this does it once for each database, and then only puts in what is `given`. `build` must pass the
 * values on as they are (`where("id", "=", given.id)`, `idsIn(given.ids)`) and decide nothing by them.
 */
export function compiledOnce<Given extends Record<string, Value>, Row>(
  build: (db: Db, given: Given) => { compile(): CompiledQuery<Row> },
): (db: Db, given: Given) => Promise<Row[]> {
  const kept = new WeakMap<Db, CompiledQuery<Row>>();
  return async (db, given) => {
    let query = kept.get(db);
    if (!query) {
      query = build(db, blanks as Given).compile();
      kept.set(db, query);
    }
    const parameters = query.parameters.map((value) => (value instanceof Blank ? put(given[value.name]) : value));
    const { rows } = await db.executeQuery<Row>({ ...query, parameters });
    return rows;
  };
}

const put = (value: Value | undefined) => (Array.isArray(value) ? JSON.stringify(value) : value);

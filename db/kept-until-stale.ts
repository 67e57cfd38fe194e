import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";
import { onStale } from "./stale.ts";

type Db = Kysely<Database>;

/**
 * What is read for many pages and changes seldom: read once for each `given`, and again after a write that made one of
 * the tags stale, or that named none (db/stale.ts). `given` must have few values.
 */
export function keptUntilStale<Given, Value>(
  tags: string[],
  load: (db: Db, given: Given) => Promise<Value>,
): (db: Db, given: Given) => Promise<Value> {
  const all = new WeakMap<Db, Map<string, Promise<Value>>>();
  const keptOf = (db: Db) => {
    const known = all.get(db);
    if (known) return known;
    const kept = new Map<string, Promise<Value>>();
    all.set(db, kept);
    onStale(db, (stale) => {
      if (stale === "everything" || tags.some((tag) => stale.has(tag))) kept.clear();
    });
    return kept;
  };
  return (db, given) => {
    const kept = keptOf(db);
    const key = JSON.stringify(given);
    const known = kept.get(key);
    if (known) return known;
    const loading = load(db, given);
    kept.set(key, loading);
    loading.catch(() => kept.get(key) === loading && kept.delete(key));
    return loading;
  };
}

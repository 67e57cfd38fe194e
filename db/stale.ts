import type { Kysely, Transaction } from "kysely";
import type { Database } from "./schema.ts";

/*
 * Which pages a write makes stale. Pages carry tags of what they show ("ticket:41", "tickets"); a transaction names
 * the tags of what it changes. One that names nothing makes everything stale: forgetting costs time, never truth.
 */

/** Tags, or everything that anybody keeps. */
export type Stale = ReadonlySet<string> | "everything";

const named = new WeakMap<object, Set<string>>();

/** Says what the transaction changes. Several calls add up. */
export function makesStale(trx: Transaction<Database>, ...tags: string[]): void {
  const known = named.get(trx) ?? new Set();
  for (const tag of tags) known.add(tag);
  named.set(trx, known);
}

/** Says that no page shows what the transaction changes, as far as it is not named otherwise. */
export const makesNothingStale = (trx: Transaction<Database>): void => makesStale(trx);

export const EVERYTHING = "*";

export function staleAfter(trx: Transaction<Database>): Stale {
  const tags = named.get(trx) ?? "everything";
  return tags !== "everything" && tags.has(EVERYTHING) ? "everything" : tags;
}

const KEPT_DROPS = 10_000;

/** Tells other processes, in the same transaction. */
export async function writeStale(trx: Transaction<Database>, stale: Stale): Promise<void> {
  const tags = stale === "everything" ? [EVERYTHING] : [...stale];
  for (const tag of tags) {
    const { id } = await trx.insertInto("cache_drops").values({ tag }).returning("id").executeTakeFirstOrThrow();
    if (id % 1_000 === 0)
      await trx
        .deleteFrom("cache_drops")
        .where("id", "<", id - KEPT_DROPS)
        .execute();
  }
}

type Listener = (stale: Stale) => void;

const listeners = new WeakMap<object, Set<Listener>>();

/** Calls back after each commit of this process, before anything else runs, and when another's is noticed. */
export function onStale(db: Kysely<Database>, listener: Listener): void {
  const all = listeners.get(db) ?? new Set();
  listeners.set(db, all.add(listener));
}

export function tellStale(db: Kysely<Database>, stale: Stale): void {
  if (stale !== "everything" && stale.size === 0) return;
  for (const listener of listeners.get(db) ?? []) listener(stale);
}

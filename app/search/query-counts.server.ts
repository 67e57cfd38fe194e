import type { Db } from "#db/client.ts";
import type { Term } from "./analysis.ts";
import { engineOf } from "./engine-of.server.ts";
import { type DocumentKind, fullTable } from "./index-names.ts";
import { COMMON } from "./query-rank.ts";

/** Counted anew each time: it takes no time, and a new ticket may have made the word known. */
const RARE = 100;
const REMEMBERED_FOR_MS = 60_000;
const REMEMBERED = 5_000;
const remembered = new WeakMap<Db, Map<string, { count: number; at: number }>>();

/** In how many documents of a kind a word is, up to COMMON; remembered for a minute. */
export async function countDocuments(db: Db, kind: DocumentKind, term: Term, now: number): Promise<number> {
  const counts = remembered.get(db) ?? new Map<string, { count: number; at: number }>();
  remembered.set(db, counts);
  const key = `${kind} ${term.stems.join(" ")}`;
  const known = counts.get(key);
  if (known && known.count > RARE && now - known.at < REMEMBERED_FOR_MS) return known.count;
  const count = await engineOf(db).count(db, fullTable(kind), term, COMMON);
  if (counts.size >= REMEMBERED) counts.clear();
  counts.set(key, { count, at: now });
  return count;
}

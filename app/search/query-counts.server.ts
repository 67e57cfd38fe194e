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

/** Each word's count in turn. */
export type Counts = Record<DocumentKind, number[]>;

/** In how many documents of each kind words are, up to COMMON; remembered for a minute. */
export async function countInIndex(db: Db, terms: Term[], now: number): Promise<Counts> {
  const count = (kind: DocumentKind) => countDocuments(db, kind, terms, now);
  const [ticket, article] = await Promise.all([count("ticket"), count("article")]);
  return { ticket, article };
}

/** In documents of both kinds. */
export const inAll = ({ ticket, article }: Counts): number[] => ticket.map((count, at) => count + (article[at] ?? 0));

async function countDocuments(db: Db, kind: DocumentKind, terms: Term[], now: number): Promise<number[]> {
  const counts = remembered.get(db) ?? new Map<string, { count: number; at: number }>();
  remembered.set(db, counts);
  const keyOf = (term: Term) => `${kind} ${term.stems.join(" ")}`;
  const found = new Map<string, number>();
  for (const term of terms) {
    const known = counts.get(keyOf(term));
    if (known && known.count > RARE && now - known.at < REMEMBERED_FOR_MS) found.set(keyOf(term), known.count);
  }
  const unknown = terms.filter((term) => !found.has(keyOf(term)));
  const counted =
    unknown.length > 0 ? await engineOf(db).count(db, fullTable(kind), unknown, { most: COMMON, now }) : [];
  if (counts.size >= REMEMBERED) counts.clear();
  for (const [at, term] of unknown.entries()) {
    const count = counted[at] ?? 0;
    counts.set(keyOf(term), { count, at: now });
    found.set(keyOf(term), count);
  }
  return terms.map((term) => found.get(keyOf(term)) ?? 0);
}

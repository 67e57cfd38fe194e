import type { Db } from "#db/client.ts";
import { search } from "~/search/query.server.ts";
import type { SearchResults } from "~/search/query-results.ts";
import { testSite } from "../test-site.ts";
import { queries } from "./queries.ts";

export interface Measured {
  queries: number;
  /** Mean of 1 / place of the first right one, 0 where it is not among the first five. */
  reciprocalRank: number;
  /** Share of queries with a right one among the first five. */
  recall: number;
  /** What went wrong, to be read. */
  missed: string[];
}

/** How well the engine finds, per class of queries. `names` as fillWithDocuments returns them. */
export async function measureRelevance(
  db: Db,
  names: Map<string, string>,
  now: number,
): Promise<Map<string, Measured>> {
  const measured = new Map<string, Measured>();
  for (const { class: name, query, wanted, offered } of queries) {
    const ask = (text: string) => search(db, { query: text, limit: 5, site: testSite, now });
    const nameAll = ({ found }: SearchResults) =>
      found.map(({ kind, id }) => names.get(`${kind === "article" ? kind : "ticket"} ${id}`) ?? "?");
    const results = await ask(query);
    const isFollowed = (name === "layout" || name === "misspelt") && results.suggestion !== null;
    let found = nameAll(results);
    if (isFollowed && !wanted.includes(found[0] ?? "")) found = nameAll(await ask(results.suggestion ?? ""));
    const place = offered ? Number(results.suggestion === offered) : found.findIndex((one) => wanted.includes(one)) + 1;

    const so = measured.get(name) ?? { queries: 0, reciprocalRank: 0, recall: 0, missed: [] };
    measured.set(name, so);
    so.queries += 1;
    so.reciprocalRank += place > 0 ? 1 / place : 0;
    so.recall += Number(place > 0);
    if (place !== 1)
      so.missed.push(`${query} (${results.suggestion ?? "no suggestion"}): ${place || "not"} in ${found}`);
  }
  for (const so of measured.values()) {
    so.reciprocalRank /= so.queries;
    so.recall /= so.queries;
  }
  return measured;
}

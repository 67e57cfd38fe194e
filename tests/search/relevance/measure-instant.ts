import type { Db } from "#db/client.ts";
import { findInstantIndex } from "~/articles/instant-index.server.ts";
import type { InstantFile } from "~/search/instant-file.ts";
import { readInstantIndex } from "~/search/instant-index.ts";
import { findInstantly } from "~/search/query-instant.ts";
import { documents } from "./documents.ts";
import type { Measured } from "./measure.ts";
import { queries } from "./queries.ts";

/** It mends no misspelt words: Enter asks the server, which does. */
const notItsOwn = new Set(["misspelt"]);
const articleNames = new Set(documents.filter(({ kind }) => kind === "article").map(({ name }) => name));

/** How well browsers find articles by themselves, with the queries that an article answers. */
export async function measureInstant(db: Db): Promise<Map<string, Measured>> {
  const file = await findInstantIndex(db);
  const index = readInstantIndex(JSON.parse(String(file?.json)) as InstantFile);
  const measured = new Map<string, Measured>();
  for (const { class: name, query, wanted } of queries) {
    const right = wanted.filter((one) => articleNames.has(one));
    if (right.length === 0 || notItsOwn.has(name)) continue;
    const { articles } = findInstantly(index, { query, locale: "en", limit: 5 });
    const found = articles.map(({ slug }) => slug);
    const place = found.findIndex((one) => right.includes(one)) + 1;

    const so = measured.get(name) ?? { queries: 0, reciprocalRank: 0, recall: 0, missed: [] };
    measured.set(name, so);
    so.queries += 1;
    so.reciprocalRank += place > 0 ? 1 / place : 0;
    so.recall += Number(place > 0);
    if (place !== 1) so.missed.push(`${query}: ${place || "not"} in ${found}`);
  }
  for (const so of measured.values()) {
    so.reciprocalRank /= so.queries;
    so.recall /= so.queries;
  }
  return measured;
}

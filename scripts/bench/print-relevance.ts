import { closeDatabase, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { fillWithDocuments } from "../../tests/search/relevance/fill.ts";
import { type Measured, measureRelevance } from "../../tests/search/relevance/measure.ts";
import { measureInstant } from "../../tests/search/relevance/measure-instant.ts";

/** How well search finds what people meant, by the documents and queries of tests/search/relevance. */
export async function printRelevance(file: string): Promise<void> {
  const db = openDatabase(file);
  await migrate(db);
  const now = Date.now();
  const measured = await measureRelevance(db, await fillWithDocuments(db, now), now);
  const instant = await measureInstant(db);
  await closeDatabase(db);
  print("queries by class", measured);
  print("in the browser", instant);
}

function print(title: string, measured: ReadonlyMap<string, Measured>): void {
  console.log(title.padEnd(20), "queries     MRR  recall@5");
  for (const [name, { queries, reciprocalRank, recall }] of measured) {
    const numbers = `${String(queries).padStart(7)} ${reciprocalRank.toFixed(3).padStart(7)}`;
    console.log(name.padEnd(20), numbers, recall.toFixed(3).padStart(9));
  }
}

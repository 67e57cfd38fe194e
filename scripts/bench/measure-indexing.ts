import { closeDatabase, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { rebuildIndex } from "~/search/rebuild-index.server.ts";
import { fillForum } from "./made-up-forum.ts";

const TICKETS = 10_000;

/** How fast the index is built from the texts of tickets. */
export async function measureIndexing(file: string): Promise<void> {
  const db = openDatabase(file);
  await migrate(db);
  fillForum(file, TICKETS, () => {});
  const started = performance.now();
  await rebuildIndex(db);
  const seconds = (performance.now() - started) / 1000;
  console.log(`index building: ${Math.round(TICKETS / seconds)} tickets of 60 words a second`);
  await closeDatabase(db);
}

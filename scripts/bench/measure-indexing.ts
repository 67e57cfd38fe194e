import { closeDatabase, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { rebuildIndex } from "~/search/rebuild-index.server.ts";
import { fillForum } from "./made-up-forum.ts";

const TICKETS = 30_000;

/** How fast the index is built from the texts of tickets without replies, threads and their start included. */
export async function measureIndexing(file: string): Promise<void> {
  const db = openDatabase(file);
  await migrate(db);
  fillForum(file, { tickets: TICKETS, articles: 0, withReplies: false });
  const [started, before] = [performance.now(), process.cpuUsage()];
  await rebuildIndex(db);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  const rate = `${Math.round(TICKETS / seconds)} tickets of 60 words a second`;
  // On a machine that others use too, this one tells.
  console.log(`index building: ${rate}, ${Math.round((user + system) / TICKETS)} µs of processor each`);
  await closeDatabase(db);
}

import type { Db } from "#db/client.ts";
import { log } from "~/http/request-log.server.ts";
import { SearchCounts } from "./search-counts.server.ts";
import { addSearchCounts } from "./searched-words.server.ts";

const WRITE_EVERY_MS = 5_000;

/** What this process has counted and not written yet. */
export const searchCounts = new SearchCounts();

let writing = Promise.resolve();

/** Writes what has been counted, one writing after the other. What the disk refuses waits for the next time. */
export async function writeSearchCounts(db: Db): Promise<void> {
  writing = writing.then(async () => {
    const counts = searchCounts.take();
    try {
      await addSearchCounts(db, counts);
    } catch (error) {
      searchCounts.putBack(counts);
      log.warn({ err: error }, "the searches could not be counted");
    }
  });
  await writing;
}

/** Writes every few seconds while the process lives, and once more when it stops. */
export function keepSearchCounts(db: Db): { stop: () => Promise<void> } {
  const timer = setInterval(() => void writeSearchCounts(db), WRITE_EVERY_MS).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await writeSearchCounts(db);
    },
  };
}

import { availableParallelism } from "node:os";
import path from "node:path";
import { createWorkerPool } from "~/markdown/worker-pool.server.ts";
import { entryOf, type IndexEntry, type IndexedDocument } from "./entry.ts";

/** One thread writes and keeps a core busy. */
const THREADS = Math.min(4, Math.max(1, availableParallelism() - 1));

/** So many pieces keep every thread at work: one is written meanwhile, and one waits. */
export const PIECES_AHEAD = THREADS + 2;

const workers = createWorkerPool<IndexedDocument[], IndexEntry[]>({
  file: path.resolve(process.cwd(), "build/workers/entries.js"),
  size: THREADS,
  limit: 30_000,
  queueLength: 100,
});

/** The index entries of documents, made in a thread; here where there is none. */
export async function makeEntries(documents: IndexedDocument[]): Promise<IndexEntry[]> {
  return (await workers.run(documents)) ?? documents.map(entryOf);
}

/** Ends the threads. */
export function stopMakingEntries(): Promise<void> {
  return workers.stop();
}

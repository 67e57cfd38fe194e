/** Makes the index entries of documents: built on its own to `build/workers/entries.js`. */
import { parentPort } from "node:worker_threads";
import { entryOf, type IndexEntry, type IndexedDocument } from "./entry.ts";

parentPort?.on("message", (documents: IndexedDocument[]) => {
  parentPort?.postMessage(documents.map(entryOf) satisfies IndexEntry[]);
});
parentPort?.postMessage("ready");

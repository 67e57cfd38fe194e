import path from "node:path";
import { Worker } from "node:worker_threads";

/** What is wrong with a database file, looked for in every page, index and reference, beside the site and not in it. */
export function checkDatabase(file: string, signal?: AbortSignal): Promise<string | undefined> {
  return new Promise((found, failed) => {
    const worker = new Worker(path.resolve("build/workers/check-database.js"), {
      workerData: file,
      env: {},
      execArgv: [],
    });
    const stop = () => void worker.terminate();
    signal?.addEventListener("abort", stop, { once: true });
    worker.unref();
    worker.once("message", found).once("error", failed);
    worker.once("exit", () => {
      signal?.removeEventListener("abort", stop);
      failed(new Error("the check of the database was stopped"));
    });
  });
}

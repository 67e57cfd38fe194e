import path from "node:path";
import { createWorkerPool } from "~/markdown/worker-pool.server.ts";
import type { Mail } from "./mail.ts";

const workers = createWorkerPool<Uint8Array, Mail | "unreadable">({
  file: path.resolve(process.cwd(), "build/workers/parse-mail.js"),
  size: 1,
  limit: 10_000,
  queueLength: 20,
});

/** A mail, read in a thread of its own. Undefined for what is none, and for one that is too much for the thread. */
export async function readMail(bytes: Uint8Array): Promise<Mail | undefined> {
  const mail = await workers.run(bytes);
  return mail === "unreadable" ? undefined : mail;
}

/** Ends the thread. */
export const stopReadingMail = (): Promise<void> => workers.stop();

import type { Trx } from "#db/client.ts";
import { enqueue } from "./enqueue.server.ts";

/** So long it waits for more of the kind, so that an hour of cleaning up is one job. */
const WAIT_MS = 5_000;

/**
 * Asks for the rest of taking something out for good. The search index only marks what it deletes, so it is built anew;
 * the log of the database keeps what was, so it is emptied. One such job that has not begun is enough.
 */
export async function forgetTakenOut(trx: Trx, now: number): Promise<void> {
  const waiting = await trx
    .selectFrom("jobs")
    .select("id")
    .where("name", "=", "forget what was taken out")
    .where("run_at", ">", now)
    .executeTakeFirst();
  if (!waiting) await enqueue(trx, "forget what was taken out", {}, now + WAIT_MS);
}

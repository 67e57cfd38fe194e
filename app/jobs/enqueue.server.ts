import type { Trx } from "#db/client.ts";

/** The work that can be asked for, by the sentence that names it. Its handlers are in handlers.server.ts. */
export interface Jobs {
  "render a text again": { ticketId: number; replyId?: number };
  "tell how fast the team answers": Record<string, never>;
  "collect files": Record<string, never>;
  "forget old searches": Record<string, never>;
  "forget old traces": Record<string, never>;
  "forget what was taken out": Record<string, never>;
  "build the search index": Record<string, never>;
  "tell search engines": { attempt: number };
  "lift a doubt": { ticketId: number; replyId?: number };
  "forget addresses": Record<string, never>;
  "make a backup": Record<string, never>;
  "try a backup": Record<string, never>;
}

/** Asks for work after the answer, in the transaction that needs it. */
export async function enqueue<Name extends keyof Jobs>(
  trx: Trx,
  name: Name,
  payload: Jobs[Name],
  runAt: number,
): Promise<void> {
  await trx
    .insertInto("jobs")
    .values({ name, payload: JSON.stringify(payload), run_at: runAt, created_at: Date.now() })
    .execute();
}

/** The same, unless such work is waiting already: a site that starts again and again does not gather it. */
export async function enqueueOnce<Name extends keyof Jobs>(
  trx: Trx,
  name: Name,
  payload: Jobs[Name],
  runAt: number,
): Promise<void> {
  const waiting = await trx.selectFrom("jobs").select("id").where("name", "=", name).executeTakeFirst();
  if (!waiting) await enqueue(trx, name, payload, runAt);
}

import type { Trx } from "#db/client.ts";
import type { Jobs } from "./jobs.ts";

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

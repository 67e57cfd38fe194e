import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "#db/client.ts";

const WITHIN_MS = 120_000;

/** Until a running site has done all that it was asked to do after its answers. */
export async function waitForWork(db: Db, now: () => number = Date.now): Promise<void> {
  const until = performance.now() + WITHIN_MS;
  while (performance.now() < until) {
    const due = await db.selectFrom("jobs").select("id").where("run_at", "<", now()).executeTakeFirst();
    if (!due) return;
    await sleep(100);
  }
}

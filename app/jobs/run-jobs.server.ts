import { setTimeout as sleep } from "node:timers/promises";
import { type Db, inQuietTransaction } from "#db/client.ts";
import type { Config } from "~/config.server.ts";
import { log } from "~/http/request-log.server.ts";
import { enqueue, type Jobs } from "./enqueue.server.ts";
import { handlers } from "./handlers.server.ts";

const LOOK_EVERY_MS = 1_000;
const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_ATTEMPTS = 8;

/** Works through the jobs while the process lives. */
export function runJobs(db: Db, config: Config): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const working = (async () => {
    let dailyAt = 0;
    while (!stopping.signal.aborted) {
      try {
        if (Date.now() > dailyAt) {
          await inQuietTransaction(db, async (trx) => {
            await enqueue(trx, "tell how fast the team answers", {}, Date.now());
            await enqueue(trx, "forget old searches", {}, Date.now());
            await enqueue(trx, "forget addresses", {}, Date.now());
            await enqueue(trx, "collect files", {}, Date.now());
            await enqueue(trx, "forget old traces", {}, Date.now());
          });
          dailyAt = Date.now() + DAY_MS;
        }
        await drainJobs(db, config);
      } catch (error) {
        log.error({ err: error }, "the jobs could not be read");
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await working;
    },
  };
}

/** Does all jobs that are due, and returns how many. One that fails comes again, each time later. */
export async function drainJobs(db: Db, config: Config, now = Date.now()): Promise<number> {
  const due = await db.selectFrom("jobs").selectAll().where("run_at", "<=", now).orderBy("run_at").limit(100).execute();
  for (const job of due) {
    const outcome = await tryJob(db, config, job.name as keyof Jobs, job.payload);
    await inQuietTransaction(db, async (trx) => {
      if (outcome === "done" || job.attempts + 1 >= MAX_ATTEMPTS) {
        await trx.deleteFrom("jobs").where("id", "=", job.id).execute();
        return;
      }
      const later = now + 2 ** job.attempts * 30_000;
      await trx
        .updateTable("jobs")
        .set({ attempts: job.attempts + 1, run_at: later, last_error: outcome })
        .where("id", "=", job.id)
        .execute();
    });
  }
  return due.length;
}

async function tryJob(db: Db, config: Config, name: keyof Jobs, payload: string): Promise<string> {
  try {
    const handle = handlers[name] as (db: Db, payload: unknown, config: Config) => Promise<boolean | undefined>;
    return (await handle(db, JSON.parse(payload), config)) === false ? "not yet" : "done";
  } catch (error) {
    log.error({ err: error, job: name }, "a job failed");
    return (error as Error).message;
  }
}

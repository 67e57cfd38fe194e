import { setTimeout as sleep } from "node:timers/promises";
import { type Db, hasDiskTrouble, inQuietTransaction } from "#db/client.ts";
import { scheduleBackups } from "~/backups/daily-backups.server.ts";
import type { Config } from "~/config.server.ts";
import { mendHookTimes } from "~/hooks/mend-times.server.ts";
import { log } from "~/http/request-log.server.ts";
import { mendMailTimes } from "~/mail/mend-times.server.ts";
import { endExpired, mendTokenTimes } from "~/people/end-expired.server.ts";
import { enqueueOnce } from "./enqueue.server.ts";
import { handlers } from "./handlers.server.ts";
import { FIRST_WAIT_MS, type Jobs } from "./jobs.ts";
import { mendJobTimes } from "./mend-times.server.ts";

const LOOK_EVERY_MS = 1_000;
const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_ATTEMPTS = 8;

/** Work that takes minutes, or waits for another server: it has a loop of its own, so that nothing else waits for it. */
const LONG = ["make a backup", "try a backup", "tell search engines"] satisfies (keyof Jobs)[];

/** Works through the jobs while the process lives. */
export function runJobs(db: Db, config: Config): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const working = (async () => {
    let dailyAt = 0;
    let hourlyAt = 0;
    let hadTrouble = false;
    // Before the first look the clock may have been anything.
    let lookedAt = Number.POSITIVE_INFINITY;
    let mendUntil = 0;
    while (!stopping.signal.aborted) {
      try {
        // A disk that takes nothing is asked once a second whether it does again, and nothing else is tried.
        if (hasDiskTrouble(db)) {
          if (!hadTrouble) log.error("nothing can be saved: the disk is full or read-only");
          hadTrouble = true;
          await tryToWrite(db);
        }
        if (hadTrouble) log.info("the disk takes writes again");
        hadTrouble = false;
        if (Date.now() < lookedAt) {
          // What was being written in that moment took its time from before.
          mendUntil = performance.now() + MINUTE_MS;
          [dailyAt, hourlyAt] = [0, 0];
        }
        lookedAt = Date.now();
        if (performance.now() < mendUntil) await mendTimes(db, Date.now());
        await endExpired(db, Date.now());
        if (Date.now() > hourlyAt) {
          await scheduleBackups(db, config, Date.now());
          hourlyAt = Date.now() + HOUR_MS;
        }
        if (Date.now() > dailyAt) {
          await inQuietTransaction(db, async (trx) => {
            await enqueueOnce(trx, "tell how fast the team answers", {}, Date.now());
            await enqueueOnce(trx, "forget old searches", {}, Date.now());
            await enqueueOnce(trx, "forget addresses", {}, Date.now());
            await enqueueOnce(trx, "collect files", {}, Date.now());
            await enqueueOnce(trx, "forget old traces", {}, Date.now());
          });
          dailyAt = Date.now() + DAY_MS;
        }
        await drainJobs(db, config, Date.now(), { signal: stopping.signal, only: "short" });
      } catch (error) {
        if (!hadTrouble && !hasDiskTrouble(db)) log.error({ err: error }, "the jobs could not be read");
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  })();
  const workingLong = runLongJobs(db, config, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all([working, workingLong]);
    },
  };
}

async function runLongJobs(db: Db, config: Config, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      if (!hasDiskTrouble(db)) await drainJobs(db, config, Date.now(), { signal, only: "long" });
    } catch (error) {
      if (!hasDiskTrouble(db)) log.error({ err: error }, "the jobs could not be read");
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** After the clock was set back: what waits, or lasts, does so for as long as it was to. */
async function mendTimes(db: Db, now: number): Promise<void> {
  await mendJobTimes(db, now);
  await mendMailTimes(db, now);
  await mendTokenTimes(db, now);
  await mendHookTimes(db, now);
}

/** As much as a long ticket with its index: where only a little fits, nobody can write. */
const PROBE_LETTERS = 256 * 1024;

/** Writes something and takes it away again. Throws where the disk takes nothing. */
async function tryToWrite(db: Db): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const probe = { name: "probe", payload: "x".repeat(PROBE_LETTERS), run_at: 0, created_at: Date.now() };
    const { id } = await trx.insertInto("jobs").values(probe).returning("id").executeTakeFirstOrThrow();
    await trx.deleteFrom("jobs").where("id", "=", id).execute();
  });
}

/** Does all jobs that are due, and returns how many. One that fails comes again, each time later. */
export async function drainJobs(
  db: Db,
  config: Config,
  now = Date.now(),
  { signal, only }: { signal?: AbortSignal; only?: "short" | "long" } = {},
): Promise<number> {
  const due = await db
    .selectFrom("jobs")
    .selectAll()
    .where("run_at", "<=", now)
    .$if(only !== undefined, (query) => query.where("name", only === "long" ? "in" : "not in", LONG))
    .orderBy("run_at")
    .limit(100)
    .execute();
  for (const job of due) {
    const outcome = await tryJob(db, config, job.name as keyof Jobs, job.payload, signal);
    // Cut short by the end of the process: the next one does it from the start.
    if (signal?.aborted && outcome !== "done") return due.length;
    await inQuietTransaction(db, async (trx) => {
      if (outcome === "done" || job.attempts + 1 >= MAX_ATTEMPTS) {
        await trx.deleteFrom("jobs").where("id", "=", job.id).execute();
        return;
      }
      const later = now + 2 ** job.attempts * FIRST_WAIT_MS;
      await trx
        .updateTable("jobs")
        .set({ attempts: job.attempts + 1, run_at: later, last_error: outcome })
        .where("id", "=", job.id)
        .execute();
    });
  }
  return due.length;
}

type Handle = (db: Db, payload: unknown, config: Config, signal?: AbortSignal) => Promise<boolean | undefined>;

async function tryJob(
  db: Db,
  config: Config,
  name: keyof Jobs,
  payload: string,
  signal?: AbortSignal,
): Promise<string> {
  try {
    const handle = handlers[name] as Handle;
    return (await handle(db, JSON.parse(payload), config, signal)) === false ? "not yet" : "done";
  } catch (error) {
    if (signal?.aborted) return "stopped";
    log.error({ err: error, job: name }, "a job failed");
    return (error as Error).message;
  }
}

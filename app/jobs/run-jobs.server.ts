import { type Db, hasDiskTrouble, inQuietTransaction } from "#db/client.ts";
import type { JobRow } from "#db/schema.ts";
import { scheduleBackups } from "~/backups/daily-backups.server.ts";
import type { Config } from "~/config.server.ts";
import { mendHookTimes } from "~/hooks/mend-times.server.ts";
import { log } from "~/http/request-log.server.ts";
import { mendMailTimes } from "~/mail/mend-times.server.ts";
import { endExpired, mendTokenTimes } from "~/people/end-expired.server.ts";
import { holding } from "./claim.server.ts";
import { claimJob, leaveJob, renewJob, unclaimed } from "./claim-job.server.ts";
import { enqueueOnce } from "./enqueue.server.ts";
import { handlers } from "./handlers.server.ts";
import { FIRST_WAIT_MS, type Jobs } from "./jobs.ts";
import { mendJobTimes } from "./mend-times.server.ts";
import { type Loop, runUntilStopped } from "./run-until-stopped.server.ts";

const LOOK_EVERY_MS = 1_000;
const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_ATTEMPTS = 8;
/** A job that is under way may end; one that hears its signal ends at once. */
const STOP_WITHIN_MS = 8_000;

/** Work that takes minutes, or waits for another server: it has a loop of its own, so that nothing else waits for it. */
const LONG = ["make a backup", "try a backup", "tell search engines"] satisfies (keyof Jobs)[];

/** Works through the jobs while the process lives. */
export function runJobs(db: Db, config: Config): Loop {
  const lookInTime = keepTime(db, config);
  const loops = (["short", "long"] as const).map((only) =>
    runUntilStopped(db, {
      everyMs: LOOK_EVERY_MS,
      firstPauseMs: LOOK_EVERY_MS,
      stopWithinMs: STOP_WITHIN_MS,
      async look(signal) {
        if (only === "short") await lookInTime();
        await drainJobs(db, config, Date.now(), { signal, only });
        return true;
      },
      failed(error) {
        if (!hasDiskTrouble(db)) log.error({ err: error }, "the jobs could not be read");
      },
    }),
  );
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** What is asked for by the clock. Call it again and again. */
function keepTime(db: Db, config: Config): () => Promise<void> {
  let dailyAt = 0;
  let hourlyAt = 0;
  // Before the first look the clock may have been anything.
  let lookedAt = Number.POSITIVE_INFINITY;
  let mendUntil = 0;
  return async () => {
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
  };
}

/** After the clock was set back: what waits, or lasts, does so for as long as it was to. */
async function mendTimes(db: Db, now: number): Promise<void> {
  await mendJobTimes(db, now);
  await mendMailTimes(db, now);
  await mendTokenTimes(db, now);
  await mendHookTimes(db, now);
}

/**
 * Does all jobs that are due and that no other process does, and returns how many. One that fails comes again, each time
 * later.
 */
export async function drainJobs(
  db: Db,
  config: Config,
  now = Date.now(),
  { signal, only }: { signal?: AbortSignal; only?: "short" | "long" } = {},
): Promise<number> {
  const due = await unclaimed(
    db
      .selectFrom("jobs")
      .select("id")
      .where("run_at", "<=", now)
      .$if(only !== undefined, (query) => query.where("name", only === "long" ? "in" : "not in", LONG)),
    Date.now(),
  )
    .orderBy("run_at")
    .limit(100)
    .execute();
  let done = 0;
  for (const { id } of due) {
    if (signal?.aborted) break;
    const job = await claimJob(db, id, now);
    if (!job) continue;
    done += 1;
    const renew = (at: number) => renewJob(db, id, at);
    const outcome = await holding({ renew, signal }, (ending) => tryJob(db, config, job, ending));
    const change = { attempts: job.attempts + 1, run_at: now + 2 ** job.attempts * FIRST_WAIT_MS, last_error: outcome };
    const isOver = outcome === "done" || change.attempts >= MAX_ATTEMPTS;
    // Cut short by the end of the process: the next one does it from the start.
    const isCutShort = outcome !== "done" && signal?.aborted;
    await leaveJob(db, id, isCutShort ? {} : isOver ? "done" : change);
  }
  return done;
}

type Handle = (db: Db, payload: unknown, config: Config, signal?: AbortSignal) => Promise<boolean | undefined>;

async function tryJob(db: Db, config: Config, { name, payload }: JobRow, signal: AbortSignal): Promise<string> {
  try {
    const handle = handlers[name as keyof Jobs] as Handle;
    return (await handle(db, JSON.parse(payload), config, signal)) === false ? "not yet" : "done";
  } catch (error) {
    if (signal.aborted) return "stopped";
    log.error({ err: error, job: name }, "a job failed");
    return (error as Error).message;
  }
}

import type { Registry } from "prom-client";
import type { Db } from "#db/client.ts";
import { databaseSize } from "#db/database-size.ts";
import { countWaiting } from "./count-waiting.server.ts";

type Library = typeof import("prom-client");

/** Adds what waits behind the answers, and the database: of these every process of a site says the same. */
export function addWork(library: Library, registry: Registry, db: Db) {
  const gauge = (name: string, help: string) => new library.Gauge({ name, help, registers: [registry] });
  const jobs = gauge("glasno_jobs_waiting", "Work to be done, also what is for later");
  const failedJobs = gauge("glasno_jobs_failed", "Work that has failed and will be tried again");
  const oldestJob = gauge("glasno_jobs_oldest_seconds", "How late the oldest work is");
  const mails = gauge("glasno_mails_waiting", "Mails on their way");
  const failedMails = gauge("glasno_mails_failed", "Mails that were given up");
  const size = gauge("glasno_database_bytes", "Size of the database");
  const refresh = async () => {
    const waiting = await countWaiting(db, Date.now());
    jobs.set(waiting.jobs);
    failedJobs.set(waiting.failedJobs);
    oldestJob.set(waiting.oldestJobSeconds);
    mails.set(waiting.mails);
    failedMails.set(waiting.failedMails);
    size.set(await databaseSize(db));
  };
  return { refresh };
}

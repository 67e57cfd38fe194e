import type { Db } from "#db/client.ts";

export interface Waiting {
  /** All that is still to be done, also what is for later. */
  jobs: number;
  /** Those that have failed at least once and will be tried again. */
  failedJobs: number;
  /** Seconds since the oldest should have begun; 0 where none is late. */
  oldestJobSeconds: number;
  mails: number;
  /** Given up. */
  failedMails: number;
}

/** What waits to be done or sent. */
export async function countWaiting(db: Db, now: number): Promise<Waiting> {
  const jobs = await db
    .selectFrom("jobs")
    .select((of) => [
      of.fn.countAll<number>().as("all"),
      of.fn.countAll<number>().filterWhere("attempts", ">", 0).as("failed"),
      of.fn.min<number | null>("run_at").as("oldest"),
    ])
    .executeTakeFirstOrThrow();
  const mails = await db
    .selectFrom("mails")
    .select((of) => ["state", of.fn.countAll<number>().as("all")])
    .where("state", "!=", "sent")
    .groupBy("state")
    .execute();
  const count = (...states: string[]) =>
    mails.filter(({ state }) => states.includes(state)).reduce((sum, { all }) => sum + Number(all), 0);
  return {
    jobs: Number(jobs.all),
    failedJobs: Number(jobs.failed),
    oldestJobSeconds: jobs.oldest === null ? 0 : Math.max(0, now - Number(jobs.oldest)) / 1000,
    mails: count("waiting", "sending"),
    failedMails: count("failed"),
  };
}

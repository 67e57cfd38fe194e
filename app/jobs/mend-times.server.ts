import { sql } from "kysely";
import { type Db, inQuietTransaction } from "#db/client.ts";
import { FIRST_WAIT_MS } from "./jobs.ts";

/** No work waits for longer than a try of a backup: a week. */
const LONGEST_WAIT_MS = 8 * 24 * 60 * 60 * 1000;

/**
 * After the clock was set back: work that was asked for later than now waits as long as it was to wait, counted from
 * now, and what failed comes again within its wait. Otherwise a clock that was a year ahead would put it off for a year.
 */
export async function mendJobTimes(db: Db, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const wait = sql`case when run_at > created_at then run_at - created_at else 0 end`;
    await sql`update jobs set run_at = ${now} + ${wait}, created_at = ${now}
      where created_at > ${now}`.execute(trx);
    await sql`update jobs set run_at = ${now} where attempts > 0
      and run_at > ${now} + ${sql.lit(FIRST_WAIT_MS)} * power(2, attempts - 1)`.execute(trx);
    // Who is still at it says so again within seconds.
    for (const table of ["jobs", "mail_sources"])
      await sql`update ${sql.table(table)} set claimed_at = ${now} where claimed_at > ${now}`.execute(trx);
    await sql`update jobs set run_at = ${now + LONGEST_WAIT_MS} where run_at > ${now + LONGEST_WAIT_MS}`.execute(trx);
  });
}

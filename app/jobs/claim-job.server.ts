import type { SelectQueryBuilder } from "kysely";
import { type Db, inQuietTransaction } from "#db/client.ts";
import type { Database, JobRow } from "#db/schema.ts";
import { skipLocked } from "#db/skip-locked.ts";
import { LEASE_MS, ownClaim } from "./claim.server.ts";

/** Takes a job so that no other process does it too; undefined where one has it, or has done it. */
export async function claimJob(db: Db, id: number, due: number): Promise<JobRow | undefined> {
  const now = Date.now();
  return inQuietTransaction(db, async (trx) => {
    const open = trx.selectFrom("jobs").selectAll().where("id", "=", id).where("run_at", "<=", due);
    const job = await skipLocked(trx, unclaimed(open, now), "jobs").executeTakeFirst();
    if (!job) return undefined;
    await trx.updateTable("jobs").set({ claimed_by: ownClaim, claimed_at: now }).where("id", "=", id).execute();
    return job;
  });
}

/** Jobs that nobody does in this moment. */
export function unclaimed<Row>(jobs: SelectQueryBuilder<Database, "jobs", Row>, now: number) {
  return jobs.where((eb) => eb.or([eb("claimed_at", "is", null), eb("claimed_at", "<", now - LEASE_MS)]));
}

/** False where another process has it by now. */
export async function renewJob(db: Db, id: number, now: number): Promise<boolean> {
  const { numUpdatedRows } = await inQuietTransaction(db, (trx) =>
    trx
      .updateTable("jobs")
      .set({ claimed_at: now })
      .where("id", "=", id)
      .where("claimed_by", "=", ownClaim)
      .executeTakeFirst(),
  );
  return numUpdatedRows > 0n;
}

/** Crosses it out, or lets go of it with what has changed; nothing where another process has it by now. */
export async function leaveJob(
  db: Db,
  id: number,
  change: "done" | Partial<Pick<JobRow, "attempts" | "run_at" | "last_error">>,
): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const own = trx.selectFrom("jobs").select("id").where("id", "=", id).where("claimed_by", "=", ownClaim);
    if (change === "done") await trx.deleteFrom("jobs").where("id", "in", own).execute();
    else
      await trx
        .updateTable("jobs")
        .set({ ...change, claimed_by: null, claimed_at: null })
        .where("id", "in", own)
        .execute();
  });
}

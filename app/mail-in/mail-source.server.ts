import { type Db, inQuietTransaction } from "#db/client.ts";
import type { Database } from "#db/schema.ts";
import { LEASE_MS, ownClaim } from "~/jobs/claim.server.ts";

/** How it went with a place that mails come from: seen at the settings, and where the next look begins. */

type Source = Database["mail_sources"];
type Change = Partial<Omit<Source, "name" | "last_uid">> & { last_uid?: number };

export interface SourceState {
  validity: string | null;
  last_uid: number;
}

export async function findSource(db: Db, name: Source["name"]): Promise<SourceState | undefined> {
  return db.selectFrom("mail_sources").select(["validity", "last_uid"]).where("name", "=", name).executeTakeFirst();
}

export async function noteSource(db: Db, name: Source["name"], change: Change): Promise<void> {
  await inQuietTransaction(db, (trx) =>
    trx
      .insertInto("mail_sources")
      .values({ name, ...change })
      .onConflict((conflict) => conflict.column("name").doUpdateSet(change))
      .execute(),
  );
}

/**
 * Takes a place, or says that it is still ours: of several processes one looks into it. False where another has it.
 */
export async function claimSource(db: Db, name: Source["name"], now: number): Promise<boolean> {
  return inQuietTransaction(db, async (trx) => {
    const change = { claimed_by: ownClaim, claimed_at: now };
    const { numInsertedOrUpdatedRows = 0n } = await trx
      .insertInto("mail_sources")
      .values({ name, ...change })
      .onConflict((conflict) =>
        conflict
          .column("name")
          .doUpdateSet(change)
          .where((eb) =>
            eb.or([
              eb("mail_sources.claimed_by", "is", null),
              eb("mail_sources.claimed_by", "=", ownClaim),
              eb("mail_sources.claimed_at", "<", now - LEASE_MS),
            ]),
          ),
      )
      .executeTakeFirst();
    return numInsertedOrUpdatedRows > 0n;
  });
}

/** Another process may look at once. */
export async function leaveSource(db: Db, name: Source["name"]): Promise<void> {
  await inQuietTransaction(db, (trx) =>
    trx
      .updateTable("mail_sources")
      .set({ claimed_by: null, claimed_at: null })
      .where("name", "=", name)
      .where("claimed_by", "=", ownClaim)
      .execute(),
  );
}

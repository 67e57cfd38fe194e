import { type Db, inQuietTransaction } from "#db/client.ts";
import type { Database } from "#db/schema.ts";

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

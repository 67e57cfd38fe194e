import { Migrator } from "kysely";
import { type Db, retryWhileBusy, writerOf } from "./client.ts";
import { migrations } from "./migrations/index.ts";

/** Brings the schema up to date, all in one transaction: killed halfway, it runs again from the start. */
export async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db: writerOf(db), provider: { getMigrations: async () => migrations } });
  await retryWhileBusy(async () => {
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  });
}

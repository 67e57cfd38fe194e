import { type Migration, Migrator } from "kysely";
import { type Db, retryWhileBusy, writerOf } from "./client.ts";
import { migrations } from "./migrations/index.ts";

/** Brings the schema up to date, all in one transaction: killed halfway, it runs again from the start. */
export async function migrate(db: Db): Promise<void> {
  await run(db, migrations);
}

/** Makes an empty database as one was that had seen these migrations and no others. */
export async function migrateWith(db: Db, names: string[]): Promise<void> {
  await run(db, Object.fromEntries(Object.entries(migrations).filter(([name]) => names.includes(name))));
}

async function run(db: Db, some: Record<string, Migration>): Promise<void> {
  const migrator = new Migrator({ db: writerOf(db), provider: { getMigrations: async () => some } });
  await retryWhileBusy(async () => {
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  });
}

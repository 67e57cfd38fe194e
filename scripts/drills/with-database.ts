import { closeDatabase, type Db, openDatabase } from "#db/client.ts";

/** Opens a database file for as long as `use` takes. */
export async function withDatabase<Result>(file: string, use: (db: Db) => Promise<Result>): Promise<Result> {
  const db = openDatabase(file);
  try {
    return await use(db);
  } finally {
    await closeDatabase(db);
  }
}

/** The database of a data folder. */
export const databaseIn = (dataDir: string): string => `${dataDir}/glasno.sqlite`;

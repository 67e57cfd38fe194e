import { Kysely, sql } from "kysely";
import { makePool, Postgres } from "./dialects/postgres.ts";
import { newerThanCode } from "./find-fault.ts";
import { takeYourTime } from "./patience.ts";
import type { Snapshot } from "./read-snapshot.ts";
import { readLastId, readPortions } from "./rows-postgres.ts";
import type { Database } from "./schema.ts";
import { sayServerTrouble } from "./server-trouble.ts";

/** One transaction that only reads: in it PostgreSQL shows the state of its first statement until it ends. */
export async function openPostgresSnapshot(url: string): Promise<Snapshot> {
  const pool = makePool(url, () => undefined);
  const db = new Kysely<Database>({ dialect: new Postgres(pool) });
  const close = () => db.destroy();
  try {
    const begin = db.startTransaction().setIsolationLevel("repeatable read").setAccessMode("read only");
    const trx = await begin.execute().catch(sayServerTrouble(url));
    await takeYourTime(trx);
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(trx);
    const schema = rows.map(({ name }) => name);
    const newer = newerThanCode(schema);
    if (newer.length > 0) throw new Error(`It was made by a newer version of this program (${newer.join(", ")})`);
    return {
      db: trx,
      schema,
      portions: (table, want) => readPortions(trx, table, want),
      lastId: (table) => readLastId(trx, table),
      async close() {
        await trx.rollback().execute();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

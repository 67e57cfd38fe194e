import { Kysely, sql } from "kysely";
import { makePool, Postgres } from "./dialects/postgres.ts";
import { hearStale } from "./hear-stale.ts";
import type { Opened } from "./opened.ts";
import type { Database } from "./schema.ts";

/** Nobody else begins to write while one who wants to be alone waits for a transaction that takes its time. */
const ALONE_WITHIN_MS = 1_000;

/** One pool of connections that read and write. Nothing is asked of the server before it is needed. */
export function openPostgres(url: string): Opened {
  // A connection that was lost while nobody used it is missed by nobody: the next query gets another.
  const pool = makePool(url, () => undefined);
  const db = new Kysely<Database>({ dialect: new Postgres(pool) });
  const stale = hearStale(url);
  let last: Promise<unknown> = Promise.resolve();
  return {
    reader: db,
    writer: db,
    noticeForeignWrites: stale.notice,
    hearAll: stale.hearAll,
    tellOthers: stale.tell,
    /*
     * A table's lock, not an advisory one: taking it is no query, so what the transaction sees is from after the wait
     * (explicit locking, "Table-Level Locks" in PostgreSQL's manual). The table is kysely's, and nobody writes to it.
     */
    async enter(trx, isAlone) {
      if (isAlone) await sql`set local lock_timeout = ${sql.lit(ALONE_WITHIN_MS)}`.execute(trx);
      await sql`lock table kysely_migration_lock in ${sql.raw(isAlone ? "exclusive" : "row share")} mode`.execute(trx);
    },
    // Fifty votes for one ticket would refuse each other again and again; in turn they take some milliseconds each.
    inTurn(work) {
      const done = last.then(work);
      last = done.catch(() => undefined);
      return done;
    },
    async close() {
      await stale.close();
      await db.destroy();
      // kysely leaves a pool open that nobody has asked anything.
      if (!pool.ended) await pool.end();
    },
  };
}

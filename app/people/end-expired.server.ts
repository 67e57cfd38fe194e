import { sql } from "kysely";
import { type Db, inQuietTransaction } from "#db/client.ts";

const TABLES = ["agent_sessions", "welcome_tokens"] as const;

/**
 * Takes sessions and one-time addresses away whose time is over. They are refused without it; but a clock that is set
 * back afterwards would give them another life.
 */
export async function endExpired(db: Db, now: number): Promise<void> {
  for (const table of TABLES) {
    const expired = await db.selectFrom(table).select("id").where("expires_at", "<=", now).limit(1).executeTakeFirst();
    // A second in which nothing expires costs a look.
    if (!expired) continue;
    await inQuietTransaction(db, (trx) => trx.deleteFrom(table).where("expires_at", "<=", now).execute());
  }
}

/** After the clock was set back: what was made by a clock that was ahead lasts as long as it was to last, from now. */
export async function mendTokenTimes(db: Db, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    for (const table of TABLES) {
      await sql`update ${sql.table(table)} set expires_at = ${now} + expires_at - created_at, created_at = ${now}
        where created_at > ${now}`.execute(trx);
    }
  });
}

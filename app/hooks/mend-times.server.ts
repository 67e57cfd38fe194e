import { sql } from "kysely";
import { type Db, inQuietTransaction } from "#db/client.ts";

/** No call waits for longer, see send-after, and no hook rests for longer where its server asks for it. */
const LONGEST_WAIT_MS = 6 * 60 * 60 * 1000;

/** After the clock was set back: no call waits for a time that a clock meant which was ahead, and nobody still makes it. */
export async function mendHookTimes(db: Db, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await sql`update deliveries set send_at = ${now} where state = 'waiting'
      and (created_at > ${now} and send_at > ${now} or send_at > ${now + LONGEST_WAIT_MS})`.execute(trx);
    await sql`update hooks set rest_until_at = ${now} where rest_until_at > ${now + LONGEST_WAIT_MS}`.execute(trx);
    await sql`update hooks set claimed_at = ${now} where claimed_at > ${now}`.execute(trx);
  });
}

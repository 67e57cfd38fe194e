import { sql } from "kysely";
import { type Db, inQuietTransaction } from "#db/client.ts";
import { LONGEST_WAIT_MS } from "./send-mails.server.ts";

/** After the clock was set back: no mail waits for longer than it would have. */
export async function mendMailTimes(db: Db, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await sql`update mails set send_at = ${now} where state = 'waiting'
      and (created_at > ${now} and send_at > ${now} or send_at > ${now + LONGEST_WAIT_MS})`.execute(trx);
  });
}

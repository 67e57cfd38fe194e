import { sql } from "kysely";
import type { Trx } from "#db/client.ts";

/**
 * The time of something that is added to a ticket's conversation: now, or that of the newest entry where the clock was
 * set back since. What was said later never stands before what it answers.
 */
export async function threadTime(trx: Trx, ticketId: number, now: number): Promise<number> {
  const { rows } = await sql<{ newest: number | null }>`
    select max(created_at) as newest from (
      select max(created_at) as created_at from replies where ticket_id = ${ticketId}
      union all select max(created_at) from ticket_events where ticket_id = ${ticketId}
      union all select created_at from tickets where id = ${ticketId})`.execute(trx);
  return Math.max(now, rows[0]?.newest ?? 0);
}

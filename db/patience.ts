import { type Kysely, sql } from "kysely";

/** Lets a transaction of PostgreSQL take what it takes, where it goes through whole tables or waits for files. */
// biome-ignore lint/suspicious/noExplicitAny: it is asked of databases with any tables
export async function takeYourTime(trx: Kysely<any>): Promise<void> {
  await sql`select set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`.execute(trx);
}

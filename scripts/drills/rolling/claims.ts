import { sql } from "kysely";
import { type Db, inQuietTransaction } from "#db/client.ts";
import type { Ended } from "./fleet.ts";

/** Has PostgreSQL write down which process took which piece of work. */
export async function noteClaims(db: Db): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await sql`create table drill_claims (job_id bigint, name text, claimed_by text, at float8)`.execute(trx);
    await sql`create function drill_note() returns trigger language plpgsql as $$ begin
      if new.claimed_by is not null and new.claimed_by is distinct from old.claimed_by then
        insert into drill_claims values (new.id, new.name, new.claimed_by, extract(epoch from clock_timestamp()) * 1000);
      end if; return new; end $$`.execute(trx);
    await sql`create trigger drill_note after update on jobs for each row execute function drill_note()`.execute(trx);
  });
}

interface Claim {
  job_id: number;
  name: string;
  at: number;
}

/** How much was done, and what two processes took although none was ended between them: a line each. */
export async function findDoneTwice(db: Db, ended: Ended[]): Promise<{ done: number; twice: string[] }> {
  const { rows } = await sql<Claim>`select job_id, name, at from drill_claims order by job_id, at`.execute(db);
  const ends = ended.map(({ at }) => performance.timeOrigin + at);
  const twice = rows.filter((claim, at) => {
    const before = rows[at - 1];
    return before?.job_id === claim.job_id && !ends.some((end) => end >= before.at - 1 && end <= claim.at);
  });
  return {
    done: new Set(rows.map(({ job_id }) => job_id)).size,
    twice: twice.map(({ name, job_id }) => `"${name}" (${job_id}) was done by two processes`),
  };
}

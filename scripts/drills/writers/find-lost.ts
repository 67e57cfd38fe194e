import { type RawBuilder, sql } from "kysely";
import type { Db } from "#db/client.ts";
import type { Answered, What } from "./writer.ts";

export interface Lost {
  /** Answered, and not there. */
  lost: string[];
  /** There more than once. */
  twice: string[];
}

/** Compares what was answered with what the database holds. */
export async function findLost(db: Db, answered: Answered[]): Promise<Lost> {
  const found: Lost = { lost: [], twice: [] };
  for (const written of answered) {
    const { what, key, id } = written;
    const { rows } = await sql<{ n: number }>`select (${countOf[what](written)}) as n`.execute(db);
    const count = rows[0]?.n ?? 0;
    if (count === 0) found.lost.push(`${what} ${key} of ${id}`);
    if (count > 1) found.twice.push(`${what} ${key} of ${id}: ${count} times`);
  }
  return found;
}

type Key = Pick<Answered, "key" | "id">;

const starting = (key: string) => `${key}%`;
const tickets = ({ key, id }: Key) =>
  sql`select count(*) from tickets where title like ${starting(key)} and id = ${id || sql`id`}`;
const replies = ({ key, id }: Key) =>
  sql`select count(*) from replies where body like ${starting(key)} and ticket_id = ${id}`;

const countOf: Record<What, (written: Key) => RawBuilder<unknown>> = {
  ticket: tickets,
  // Its ticket once, and with it the file.
  file: (written) =>
    sql`(${tickets(written)}) * (select count(*) from attachments where ticket_id = ${written.id || sql`-1`})`,
  reply: replies,
  answer: replies,
  vote: ({ id }) => sql`select count(*) from votes where target = 'ticket' and target_id = ${id}`,
  // The text of now, or one that was changed once more.
  edit: ({ key, id }) => sql`select (select count(*) from tickets where id = ${id} and body like ${starting(key)})
    + (select count(*) from text_revisions where ticket_id = ${id} and body like ${starting(key)})`,
  // Once or, where the team opened it again meanwhile, more often.
  close: ({ id }) => sql`select exists (select 1 from ticket_events where ticket_id = ${id} and type = 'status'
    and agent_id is null and details like '%"to":"declined"%')`,
  follow: ({ key, id }) => sql`select count(*) from mail_follows
    join mail_addresses on mail_addresses.id = mail_follows.address_id
    where mail_follows.ticket_id = ${id} and mail_addresses.address = ${`${key}@example.com`}`,
  // Once or, where the team marked it again, more often.
  mark: ({ id }) => sql`select exists (select 1 from ticket_events where ticket_id = ${id} and type = 'marked_fine')`,
  revision: ({ key, id }) =>
    sql`select count(*) from article_revisions where article_id = ${id} and body like ${starting(key)}`,
};

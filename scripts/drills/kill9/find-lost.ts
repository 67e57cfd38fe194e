import { existsSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import type { Answered } from "./writer.ts";

export interface Lost {
  /** Answered, and not there. */
  lost: string[];
  /** There more than once. */
  twice: string[];
  /** Counts that are not those of the rows, rows without their file, texts without their place in the index. */
  wrong: string[];
}

/** Compares what was answered with what the database and the disk hold. */
export async function findLost(db: Db, answered: Answered[], dataDir: string): Promise<Lost> {
  const found: Lost = { lost: [], twice: [], wrong: [] };
  for (const { what, key, ticketId } of answered) {
    const count = await countOf(db, what, key, ticketId);
    if (count === 0) found.lost.push(`${what} ${key} of ticket ${ticketId}`);
    if (count > 1) found.twice.push(`${what} ${key} of ticket ${ticketId}: ${count} times`);
  }
  const counted = sql<{ id: number }>`
    select id from tickets where
      vote_count <> base_votes + (select count(*) from votes where target = 'ticket' and target_id = tickets.id)
      or reply_count <> (select count(*) from replies where ticket_id = tickets.id and removed_at is null
        and kind <> 'note' and moderation = 'published')`;
  for (const { id } of (await counted.execute(db)).rows) found.wrong.push(`the counts of ticket ${id}`);
  for (const { id, hash } of await db.selectFrom("attachments").select(["id", "hash"]).execute()) {
    if (!existsSync(path.join(dataDir, "files", hash.slice(0, 2), hash))) found.wrong.push(`file ${id} has a row only`);
  }
  return found;
}

async function countOf(db: Db, what: Answered["what"], key: string, ticketId: number): Promise<number> {
  const starting = `${key}%`;
  const queries = {
    ticket: sql<{ n: number }>`select count(*) as n from tickets where title like ${starting}`,
    // Its ticket once, and with it the file.
    file: sql<{ n: number }>`select (select count(*) from tickets where title like ${starting})
      * (select count(*) from attachments where ticket_id = ${ticketId}) as n`,
    reply: sql<{
      n: number;
    }>`select count(*) as n from replies where body like ${starting} and ticket_id = ${ticketId}`,
    vote: sql<{ n: number }>`select count(*) as n from votes where target = 'ticket' and target_id = ${ticketId}`,
  };
  return (await queries[what].execute(db)).rows[0]?.n ?? 0;
}

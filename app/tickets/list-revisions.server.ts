import type { Db } from "#db/client.ts";
import type { RevisionView } from "./desk-side.ts";

/** What a ticket's texts were before they were changed, newest first. For the team only. */
export async function listRevisions(db: Db, ticketId: number): Promise<RevisionView[]> {
  const rows = await db
    .selectFrom("text_revisions")
    .select(["id", "reply_id", "title", "body", "created_at"])
    .where("ticket_id", "=", ticketId)
    .orderBy("id", "desc")
    .limit(50)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    replyId: row.reply_id,
    title: row.title,
    body: row.body,
    createdAt: row.created_at,
  }));
}

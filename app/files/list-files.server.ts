import type { Db } from "#db/client.ts";
import type { AttachmentRow } from "#db/schema.ts";
import { type FileView, fileView } from "./attachment.ts";

/** The files of several texts: "ticket 12", "reply 3", "article 4" → what is shown at it, in the order of sending. */
export type FilesByText = ReadonlyMap<string, FileView[]>;

interface Texts {
  tickets?: number[];
  replies?: number[];
  articles?: number[];
}

export async function listFiles(db: Db, { tickets = [], replies = [], articles = [] }: Texts): Promise<FilesByText> {
  const files = new Map<string, FileView[]>();
  if (tickets.length + replies.length + articles.length === 0) return files;
  const rows = await db
    .selectFrom("attachments")
    .selectAll()
    .where((eb) =>
      eb.or([
        ...(tickets.length > 0 ? [eb("ticket_id", "in", tickets)] : []),
        ...(replies.length > 0 ? [eb("reply_id", "in", replies)] : []),
        ...(articles.length > 0 ? [eb("article_id", "in", articles)] : []),
      ]),
    )
    .orderBy("id")
    .execute();
  for (const row of rows) {
    const text = row.ticket_id
      ? `ticket ${row.ticket_id}`
      : row.reply_id
        ? `reply ${row.reply_id}`
        : `article ${row.article_id}`;
    files.set(text, [...(files.get(text) ?? []), fileView(row)]);
  }
  return files;
}

/** One file's row, for those who check by themselves who may see it. */
export async function findFile(db: Db, id: number): Promise<AttachmentRow | undefined> {
  return db.selectFrom("attachments").selectAll().where("id", "=", id).executeTakeFirst();
}

import type { Db } from "#db/client.ts";
import { compiledOnce } from "#db/compiled-once.ts";
import { idsIn } from "#db/ids-in.ts";
import type { AttachmentRow } from "#db/schema.ts";
import { type FileView, fileView } from "./attachment.ts";

/** The files of several texts: "ticket 12", "reply 3", "article 4" → what is shown at it, in the order of sending. */
export type FilesByText = ReadonlyMap<string, FileView[]>;

type Texts = {
  tickets?: number[];
  replies?: number[];
  articles?: number[];
};

const readFiles = compiledOnce((db, { tickets, replies, articles }: Required<Texts>) =>
  db
    .selectFrom("attachments")
    .selectAll()
    .where((eb) =>
      eb.or([
        eb("ticket_id", "in", idsIn(tickets)),
        eb("reply_id", "in", idsIn(replies)),
        eb("article_id", "in", idsIn(articles)),
      ]),
    )
    .orderBy("id"),
);

export async function listFiles(db: Db, { tickets = [], replies = [], articles = [] }: Texts): Promise<FilesByText> {
  const files = new Map<string, FileView[]>();
  if (tickets.length + replies.length + articles.length === 0) return files;
  for (const row of await readFiles(db, { tickets, replies, articles })) {
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

import type { Trx } from "#db/client.ts";
import { enqueue } from "~/jobs/enqueue.server.ts";
import { type KeptFile, MAX_FILES } from "./attachment.ts";
import { YOUNG_MS } from "./collect-files.server.ts";
import type { FileForm } from "./file-form.ts";

/** The one text that files belong to. */
export type FileOwner = { ticket_id: number } | { reply_id: number } | { article_id: number };

const columnOf = (owner: FileOwner) => Object.entries(owner)[0] as ["ticket_id" | "reply_id" | "article_id", number];

/** Gives files that came with a form to the text that it made. What belongs to another text already stays there. */
export async function attachFiles(
  trx: Trx,
  { files, owner, visitorId }: { files: KeptFile[]; owner: FileOwner; visitorId?: number },
): Promise<void> {
  const [column, id] = columnOf(owner);
  const { count } = await trx
    .selectFrom("attachments")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where(column, "=", id)
    .executeTakeFirstOrThrow();
  const most = column === "article_id" ? Number.POSITIVE_INFINITY : MAX_FILES - Number(count);
  for (const file of files.slice(0, Math.max(0, most))) {
    await trx
      .updateTable("attachments")
      .set({ ...owner, alt: file.picture?.alt ?? "", ...(visitorId && { visitor_id: visitorId }) })
      .where("id", "=", file.id)
      .where("ticket_id", "is", null)
      .where("reply_id", "is", null)
      .where("article_id", "is", null)
      .execute();
  }
}

/** Changes the words of a text's pictures and takes files away for good. Says whether anything changed. */
export async function changeFiles(
  trx: Trx,
  { owner, changes, now }: { owner: FileOwner; changes: Pick<FileForm, "alts" | "removed">; now: number },
): Promise<boolean> {
  const [column, id] = columnOf(owner);
  let hasChanged = false;
  for (const [file, alt] of changes.alts) {
    const { numUpdatedRows } = await trx
      .updateTable("attachments")
      .set({ alt })
      .where("id", "=", file)
      .where(column, "=", id)
      .where("alt", "<>", alt)
      .executeTakeFirst();
    hasChanged ||= numUpdatedRows > 0n;
  }
  if (changes.removed.length === 0) return hasChanged;
  const { numDeletedRows } = await trx
    .deleteFrom("attachments")
    .where("id", "in", changes.removed)
    .where(column, "=", id)
    .executeTakeFirst();
  if (numDeletedRows > 0n) await enqueue(trx, "collect files", {}, now + YOUNG_MS);
  return hasChanged || numDeletedRows > 0n;
}

/** Takes away every file that a visitor sent, wherever it is. Name the stale pages of the texts they were at. */
export async function removeFilesOfVisitor(trx: Trx, visitorId: number, now: number): Promise<void> {
  await trx.deleteFrom("attachments").where("visitor_id", "=", visitorId).execute();
  await enqueue(trx, "collect files", {}, now + YOUNG_MS);
}

/** Takes away the files of a text: nothing but their addresses would be left of them. */
export async function removeFilesOf(trx: Trx, owner: FileOwner, now: number): Promise<void> {
  const [column, id] = columnOf(owner);
  await trx.deleteFrom("attachments").where(column, "=", id).execute();
  await enqueue(trx, "collect files", {}, now + YOUNG_MS);
}

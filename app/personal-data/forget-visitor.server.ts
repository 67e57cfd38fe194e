import type { Trx } from "#db/client.ts";
import { sign } from "~/http/signing.server.ts";
import { forgetBrowserOf } from "~/push/forget-browsers.server.ts";
import { recountVotes } from "~/tickets/vote.server.ts";

/** Takes the browser itself away: its votes, what it said of articles, its rights, its row. The cookie opens nothing. */
export async function forgetVisitor(trx: Trx, visitorId: number, { secret }: { secret: string }): Promise<void> {
  // Files without a row are collected from the disk by a job.
  await trx.deleteFrom("attachments").where("visitor_id", "=", visitorId).execute();
  const votes = await trx
    .deleteFrom("votes")
    .where("visitor_id", "=", visitorId)
    .returning(["target", "target_id as id"])
    .execute();
  for (const { target, id } of votes) await recountVotes(trx, { target, id });
  // That an article helped somebody stays counted; whom, and what they said, goes.
  await trx
    .updateTable("article_feedback")
    .set({ visitor_id: null, address_key: null, words: null })
    .where("visitor_id", "=", visitorId)
    .execute();
  const readerKey = sign(secret, "report", `visitor ${visitorId}`);
  await trx.updateTable("reports").set({ reader_key: null, words: null }).where("reader_key", "=", readerKey).execute();
  await trx.updateTable("ticket_events").set({ visitor_id: null }).where("visitor_id", "=", visitorId).execute();
  await trx.updateTable("text_revisions").set({ visitor_id: null }).where("visitor_id", "=", visitorId).execute();
  await trx.updateTable("tickets").set({ requester_id: null }).where("requester_id", "=", visitorId).execute();
  await forgetBrowserOf(trx, visitorId);
  await trx.deleteFrom("ticket_authors").where("visitor_id", "=", visitorId).execute();
  await trx.deleteFrom("visitors").where("id", "=", visitorId).execute();
}

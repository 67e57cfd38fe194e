import type { Trx } from "#db/client.ts";

/** A browser that follows a duplicate follows its original from a merge on, as mails do (app/mail/move-follows). */
export async function movePushes(trx: Trx, from: number, into: number, now: number): Promise<void> {
  const follows = await trx.selectFrom("push_follows").selectAll().where("ticket_id", "=", from).execute();
  for (const { id: _, ...follow } of follows) {
    await trx
      .insertInto("push_follows")
      .values({
        ...follow,
        ticket_id: into,
        merged_from_id: from,
        created_at: now,
      })
      .onConflict((conflict) => conflict.columns(["ticket_id", "browser_id"]).doNothing())
      .execute();
  }
}

/** A merge is taken apart. What was told meanwhile counts for the duplicate too, and so does that it was stopped. */
export async function movePushesBack(trx: Trx, from: number, into: number): Promise<void> {
  const moved = await trx
    .selectFrom("push_follows")
    .selectAll()
    .where("ticket_id", "=", into)
    .where("merged_from_id", "=", from)
    .execute();
  for (const { id, browser_id, told_reply_id, told_event_id } of moved) {
    await trx
      .updateTable("push_follows")
      .set({ told_reply_id, told_event_id })
      .where("ticket_id", "=", from)
      .where("browser_id", "=", browser_id)
      .execute();
    await trx.deleteFrom("push_follows").where("id", "=", id).execute();
  }
}

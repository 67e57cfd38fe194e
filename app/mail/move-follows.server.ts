import type { Trx } from "#db/client.ts";

/**
 * Whoever follows a duplicate follows its original from a merge on. What they had for the duplicate stays beside it,
 * for a merge that is taken apart, and so does what they were told: an answer that the original has since is news.
 */
export async function moveFollows(trx: Trx, from: number, into: number, now: number): Promise<void> {
  const follows = await trx
    .selectFrom("mail_follows")
    .selectAll()
    .where("ticket_id", "=", from)
    .where("stopped_at", "is", null)
    .execute();
  for (const { id: _, ...follow } of follows) {
    await trx
      .insertInto("mail_follows")
      .values({ ...follow, ticket_id: into, is_requester: 0, reply_id: null, merged_from_id: from, created_at: now })
      .onConflict((conflict) => conflict.columns(["ticket_id", "address_id"]).doNothing())
      .execute();
  }
}

/** A merge is taken apart. What they were told, pressed and stopped meanwhile counts for the duplicate too. */
export async function moveFollowsBack(trx: Trx, from: number, into: number): Promise<void> {
  const moved = await trx
    .selectFrom("mail_follows")
    .selectAll()
    .where("ticket_id", "=", into)
    .where("merged_from_id", "=", from)
    .execute();
  for (const { id, address_id, told_reply_id, told_event_id, confirmed_at, stopped_at } of moved) {
    await trx
      .updateTable("mail_follows")
      .set({ told_reply_id, told_event_id, confirmed_at, stopped_at })
      .where("ticket_id", "=", from)
      .where("address_id", "=", address_id)
      .execute();
    await trx.updateTable("mails").set({ follow_id: null }).where("follow_id", "=", id).execute();
    await trx.deleteFrom("mail_follows").where("id", "=", id).execute();
  }
}

import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import type { MailFollowRow } from "#db/schema.ts";
import { forgetAddresses } from "./forget-follows.server.ts";
import { tellFollowers } from "./tell-followers.server.ts";

/*
 * What somebody does who got a mail of ours. Their right is the token of its link.
 */

export interface Follower extends MailFollowRow {
  address: string;
  mailbox_key: string;
}

export async function findFollower(db: Db | Trx, id: number): Promise<Follower | undefined> {
  return db
    .selectFrom("mail_follows")
    .innerJoin("mail_addresses", "mail_addresses.id", "mail_follows.address_id")
    .selectAll("mail_follows")
    .select(["mail_addresses.address", "mail_addresses.mailbox_key"])
    .where("mail_follows.id", "=", id)
    .executeTakeFirst();
}

/** "Write to me": also for what the same browser asked for with that address, and wherever this one moved by a merge. */
export async function confirmFollow(db: Db, follow: Follower, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const ids = await sameFollower(trx, follow);
    await trx.updateTable("mail_follows").set({ stopped_at: null }).where("id", "in", ids).execute();
    const confirmed = await trx
      .updateTable("mail_follows")
      .set({ confirmed_at: now })
      .where("confirmed_at", "is", null)
      .where((eb) =>
        eb.or([
          eb("id", "in", ids),
          eb.and([eb("address_id", "=", follow.address_id), eb("visitor_id", "=", follow.visitor_id ?? 0)]),
        ]),
      )
      .returning("ticket_id")
      .execute();
    // What the team did meanwhile.
    for (const { ticket_id } of confirmed) await tellFollowers(trx, ticket_id, now, { soon: true });
  });
}

/** No more news of this ticket. What waits is not sent any more. */
export async function stopFollow(db: Db, follow: Follower, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => stopAll(trx, await sameFollower(trx, follow), now));
}

/** The same from the browser that gave the address. */
export async function stopOwnFollows(db: Db, of: { ticketId: number; visitorId: number }, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const own = await trx
      .selectFrom("mail_follows")
      .select("id")
      .where("ticket_id", "=", of.ticketId)
      .where("visitor_id", "=", of.visitorId)
      .execute();
    await stopAll(
      trx,
      own.map(({ id }) => id),
      now,
    );
  });
}

async function stopAll(trx: Trx, ids: number[], now: number): Promise<void> {
  await trx
    .updateTable("mail_follows")
    .set((eb) => ({ stopped_at: now, answer_generation: eb("answer_generation", "+", 1) }))
    .where("id", "in", ids)
    .where("stopped_at", "is", null)
    .execute();
}

/** "It was not me": the address is deleted here, and its mailbox, in any spelling, gets nothing ever again. */
export async function refuseMail(db: Db, { mailbox_key }: Follower, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await trx
      .insertInto("mail_refusals")
      .values({ mailbox_key, refused_at: now })
      .onConflict((conflict) => conflict.column("mailbox_key").doNothing())
      .execute();
    const addresses = await trx
      .selectFrom("mail_addresses")
      .select("id")
      .where("mailbox_key", "=", mailbox_key)
      .execute();
    await forgetAddresses(
      trx,
      addresses.map(({ id }) => id),
    );
  });
}

/** Pressed by mistake: forms may name that mailbox again. */
export async function allowMail(db: Db, mailboxKey: string): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await trx.deleteFrom("mail_refusals").where("mailbox_key", "=", mailboxKey).execute();
  });
}

/** The follower, and what became of it when its ticket was merged, either way. */
async function sameFollower(trx: Trx, { id, ticket_id, address_id, merged_from_id }: Follower): Promise<number[]> {
  const same = await trx
    .selectFrom("mail_follows")
    .select("id")
    .where("address_id", "=", address_id)
    .where((eb) =>
      eb.or([
        eb("id", "=", id),
        eb("merged_from_id", "=", ticket_id),
        ...(merged_from_id === null ? [] : [eb("ticket_id", "=", merged_from_id)]),
      ]),
    )
    .execute();
  return same.map((row) => row.id);
}

import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** What nobody pressed for, or was stopped, goes after so long; and what is known of mails that went out. */
const KEPT_MS = 30 * DAY_MS;

/** Takes addresses away for good, with all they followed and all that waits for them. */
export async function forgetAddresses(trx: Trx, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  const follows = await trx.selectFrom("mail_follows").select("id").where("address_id", "in", ids).execute();
  await forgetFollows(
    trx,
    follows.map(({ id }) => id),
  );
}

/** The mails of an author who takes everything back: from their browser, and for the tickets they wrote. */
export async function forgetFollowsOf(
  trx: Trx,
  { visitorId, ticketIds, replyIds }: { visitorId?: number; ticketIds: number[]; replyIds: number[] },
): Promise<void> {
  const follows = await trx
    .selectFrom("mail_follows")
    .select("id")
    .where((eb) =>
      eb.or([
        eb("visitor_id", "=", visitorId ?? 0),
        eb.and([eb("ticket_id", "in", ticketIds), eb("is_requester", "=", 1)]),
        eb("reply_id", "in", replyIds),
      ]),
    )
    .execute();
  await forgetFollows(
    trx,
    follows.map(({ id }) => id),
  );
}

/** What has gone out stays as a count by mailbox, so that nobody gets around the limits by erasing. */
async function forgetFollows(trx: Trx, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  await trx.deleteFrom("mails").where("follow_id", "in", ids).where("state", "in", ["waiting", "failed"]).execute();
  await trx.updateTable("mails").set({ follow_id: null, failure: null }).where("follow_id", "in", ids).execute();
  await trx.deleteFrom("mail_follows").where("id", "in", ids).execute();
  await trx
    .deleteFrom("mail_addresses")
    .where("id", "not in", (eb) => eb.selectFrom("mail_follows").select("address_id"))
    .execute();
}

/** Called once a day: addresses that nobody pressed for, or that want nothing more, and old mails. */
export async function forgetOldMail(db: Db, now: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const before = now - KEPT_MS;
    const old = await trx
      .selectFrom("mail_follows")
      .innerJoin("mail_addresses", "mail_addresses.id", "mail_follows.address_id")
      .select("mail_follows.id")
      .where((eb) =>
        eb.or([
          eb.and([eb("mail_follows.confirmed_at", "is", null), eb("mail_follows.created_at", "<", before)]),
          eb("mail_follows.stopped_at", "<", before),
          eb("mail_addresses.bounced_at", "<", before),
        ]),
      )
      .limit(5_000)
      .execute();
    await forgetFollows(
      trx,
      old.map(({ id }) => id),
    );
    await trx.deleteFrom("mails").where("created_at", "<", before).where("state", "<>", "sending").execute();
  });
}

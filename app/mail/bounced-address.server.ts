import { type Db, inQuietTransaction } from "#db/client.ts";

/**
 * A mail of ours came back: nothing more goes to where it went. Its Message-ID is the proof, since nobody else knows it.
 * @param messageIds as they stand in the report, with their host
 */
export async function stopBouncedAddress(
  db: Db,
  { messageIds, reason, now }: { messageIds: string[]; reason: string; now: number },
): Promise<void> {
  const ids = messageIds.map((id) => id.split("@")[0] ?? "").filter((id) => /^[\da-f]{32}$/.test(id));
  if (ids.length === 0) return;
  await inQuietTransaction(db, (trx) =>
    trx
      .updateTable("mail_addresses")
      .set({ bounced_at: now, bounce: reason })
      .where("id", "in", (eb) =>
        eb
          .selectFrom("mails")
          .innerJoin("mail_follows", "mail_follows.id", "mails.follow_id")
          .select("mail_follows.address_id")
          .where("mails.message_id", "in", ids.slice(0, 20)),
      )
      .execute(),
  );
}

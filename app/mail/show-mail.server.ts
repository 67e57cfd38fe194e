import type { Db } from "#db/client.ts";
import { maskedAddress } from "./address.ts";
import type { MailView } from "./mail-view.ts";
import { shownAddress } from "./own-follow.server.ts";

const MOST_FAILED = 20;

export async function showMail(db: Db): Promise<MailView> {
  const [last, waiting, failed] = await Promise.all([
    db
      .selectFrom("mails")
      .select((eb) => eb.fn.max<number | null>("sent_at").as("at"))
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("mails")
      .select((eb) => [eb.fn.countAll<number>().as("count"), eb.fn.max<string | null>("failure").as("failure")])
      .where("state", "in", ["waiting", "sending"])
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("mails")
      .leftJoin("mail_follows", "mail_follows.id", "mails.follow_id")
      .leftJoin("mail_addresses", "mail_addresses.id", "mail_follows.address_id")
      .select(["mails.id", "mails.ticket_id", "mails.failure", "mails.send_at", "mail_addresses.address"])
      .where("mails.state", "=", "failed")
      .orderBy("mails.id", "desc")
      .limit(MOST_FAILED)
      .execute(),
  ]);
  return {
    lastSentAt: last.at,
    waiting: waiting.count,
    trouble: waiting.failure,
    failed: failed.map((row) => ({
      id: row.id,
      ticket: row.ticket_id,
      address: row.address && maskedAddress(shownAddress(row.address)),
      reason: row.failure ?? "",
      at: row.send_at,
    })),
  };
}

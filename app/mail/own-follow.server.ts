import { domainToUnicode } from "node:url";
import type { Db } from "#db/client.ts";
import type { OwnFollow } from "./own-follow.ts";

/** An address as people write it, its host in its own letters. */
export function shownAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return address.slice(0, at + 1) + domainToUnicode(address.slice(at + 1));
}

/** How this browser follows that ticket; null where it does not. */
export async function findOwnFollow(
  db: Db,
  ticketId: number,
  visitor: { id: number } | null,
): Promise<OwnFollow | null> {
  if (!visitor) return null;
  const row = await db
    .selectFrom("mail_follows")
    .innerJoin("mail_addresses", "mail_addresses.id", "mail_follows.address_id")
    .select(["mail_addresses.address", "mail_addresses.bounced_at", "mail_follows.confirmed_at"])
    .where("mail_follows.ticket_id", "=", ticketId)
    .where("mail_follows.visitor_id", "=", visitor.id)
    .where("mail_follows.stopped_at", "is", null)
    .orderBy("mail_follows.id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { address, confirmed_at, bounced_at } = row;
  return { address: shownAddress(address), isConfirmed: confirmed_at !== null, isBounced: bounced_at !== null };
}

/** The address that this browser gave last, so that no form asks again. */
export async function findLastAddress(db: Db, visitor: { id: number } | null): Promise<string> {
  if (!visitor) return "";
  const row = await db
    .selectFrom("mail_follows")
    .innerJoin("mail_addresses", "mail_addresses.id", "mail_follows.address_id")
    .select("mail_addresses.address")
    .where("mail_follows.visitor_id", "=", visitor.id)
    .where("mail_addresses.bounced_at", "is", null)
    .orderBy("mail_follows.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? shownAddress(row.address) : "";
}

import type { Trx } from "#db/client.ts";
import type { MailAddress } from "./mail-address.server.ts";
import { tellFollowers } from "./tell-followers.server.ts";

export interface NewFollow extends MailAddress {
  ticketId: number;
  /** The browser that gave the address; null where an agent gave it for somebody. */
  visitorId: number | null;
  /** It is for the ticket's author. */
  isRequester: boolean;
  /** The reply it came with. */
  replyId?: number;
  now: number;
}

/** An address that did not exist may be mended by then, and is tried again when somebody gives it anew. */
const BOUNCE_COUNTS_FOR_MS = 24 * 60 * 60 * 1000;

/**
 * Notes that an address wants a ticket's news, and asks for its first mail. Whoever said "not me" is left in peace,
 * and who gave the address is not told. Nothing of a visitor's words is mailed until the mailbox's owner has pressed;
 * the browser for which they did so once need not wait for that again.
 */
export async function followByMail(trx: Trx, follow: NewFollow): Promise<void> {
  const { ticketId, visitorId, isRequester, replyId, mailboxKey, now } = follow;
  if (await isRefused(trx, mailboxKey)) return;
  const addressId = await keepAddress(trx, follow);
  const confirmedAt = (await isConfirmedFor(trx, addressId, visitorId)) ? now : null;
  await trx
    .insertInto("mail_follows")
    .values({
      ticket_id: ticketId,
      address_id: addressId,
      visitor_id: visitorId,
      is_requester: isRequester ? 1 : 0,
      reply_id: replyId ?? null,
      confirmed_at: confirmedAt,
      ...(await newestOf(trx, ticketId)),
      created_at: now,
    })
    // Whoever stopped it wants it again, if it is the same browser; a stranger's wish starts nothing anew.
    .onConflict((conflict) =>
      conflict
        .columns(["ticket_id", "address_id"])
        .doUpdateSet((eb) => ({
          stopped_at: null,
          is_requester: isRequester ? 1 : eb.ref("mail_follows.is_requester"),
          told_reply_id: eb.ref("excluded.told_reply_id"),
          told_event_id: eb.ref("excluded.told_event_id"),
        }))
        .where("mail_follows.visitor_id", "=", visitorId)
        .where("mail_follows.stopped_at", "is not", null),
    )
    .execute();
  await tellFollowers(trx, ticketId, now, { soon: true });
}

export async function isRefused(trx: Trx, mailboxKey: string): Promise<boolean> {
  const refusal = await trx
    .selectFrom("mail_refusals")
    .select("refused_at")
    .where("mailbox_key", "=", mailboxKey)
    .executeTakeFirst();
  return refusal !== undefined;
}

async function keepAddress(trx: Trx, { address, mailboxKey, now }: NewFollow): Promise<number> {
  await trx
    .insertInto("mail_addresses")
    .values({ address, mailbox_key: mailboxKey, created_at: now })
    .onConflict((conflict) =>
      conflict
        .column("address")
        .doUpdateSet({ bounced_at: null, bounce: null })
        .where("mail_addresses.bounced_at", "<", now - BOUNCE_COUNTS_FOR_MS),
    )
    .execute();
  const { id } = await trx
    .selectFrom("mail_addresses")
    .select("id")
    .where("address", "=", address)
    .executeTakeFirstOrThrow();
  return id;
}

/** Whether the mailbox's owner pressed for something that this very browser asked for. */
async function isConfirmedFor(trx: Trx, addressId: number, visitorId: number | null): Promise<boolean> {
  if (visitorId === null) return false;
  const known = await trx
    .selectFrom("mail_follows")
    .select("id")
    .where("address_id", "=", addressId)
    .where("visitor_id", "=", visitorId)
    .where("confirmed_at", "is not", null)
    .limit(1)
    .executeTakeFirst();
  return known !== undefined;
}

/** What was there before is no news. */
export async function newestOf(trx: Trx, ticketId: number): Promise<{ told_reply_id: number; told_event_id: number }> {
  const newest = (table: "replies" | "ticket_events") =>
    trx
      .selectFrom(table)
      .select((eb) => eb.fn.max<number | null>("id").as("id"))
      .where("ticket_id", "=", ticketId)
      .executeTakeFirstOrThrow();
  const [reply, event] = [await newest("replies"), await newest("ticket_events")];
  return { told_reply_id: reply.id ?? 0, told_event_id: event.id ?? 0 };
}

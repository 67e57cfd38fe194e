import { type Db, inQuietTransaction } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { followByMail } from "~/mail/follow-ticket.server.ts";
import type { MailAddress } from "~/mail/mail-address.server.ts";
import { findOrMakeVisitor, type Writer } from "~/people/make-visitor.server.ts";
import type { Viewer } from "~/people/viewer.ts";
import { followByPush } from "~/push/follow-by-push.server.ts";
import type { Subscription } from "~/push/subscription.ts";
import type { Rights } from "./viewing.ts";

interface Follow {
  ticket: TicketRow;
  rights: Rights;
  viewer: Viewer;
  mail: MailAddress;
  now: number;
}

/** Whoever reads a ticket wants its news by mail. An agent who does so is a reader like any other. */
export async function followTicket(db: Db, { ticket, rights, viewer, mail, now }: Follow): Promise<Writer> {
  return inQuietTransaction(db, async (trx) => {
    const writer = await findOrMakeVisitor(trx, viewer, null, now);
    const { visitorId } = writer;
    await followByMail(trx, { ...mail, ticketId: ticket.id, visitorId, isRequester: rights.isAuthor, now });
    return writer;
  });
}

interface PushFollow {
  ticketId: number;
  viewer: Viewer;
  subscription: Subscription;
  now: number;
}

/** Their browser wants its news. Undefined where it cannot have them: it follows too many, or names another's address. */
export async function followTicketByPush(
  db: Db,
  { ticketId, viewer, subscription, now }: PushFollow,
): Promise<Writer | undefined> {
  return inQuietTransaction(db, async (trx) => {
    const writer = await findOrMakeVisitor(trx, viewer, null, now);
    const { visitorId, newToken } = writer;
    if (await followByPush(trx, { ticketId, visitorId, subscription, now })) return writer;
    if (newToken) await trx.deleteFrom("visitors").where("id", "=", visitorId).execute();
    return undefined;
  });
}

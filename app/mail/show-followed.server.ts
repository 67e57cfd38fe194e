import type { Db } from "#db/client.ts";
import type { Viewer } from "~/people/viewer.ts";
import { findTicket } from "~/tickets/visibility.server.ts";
import { shownAddress } from "./own-follow.server.ts";
import type { FollowedTicket } from "./own-follow.ts";

/** What this browser follows by mail, newest first. */
export async function listFollowed(db: Db, viewer: Viewer, now: number): Promise<FollowedTicket[]> {
  if (!viewer.visitor) return [];
  const rows = await db
    .selectFrom("mail_follows")
    .innerJoin("mail_addresses", "mail_addresses.id", "mail_follows.address_id")
    .innerJoin("tickets", "tickets.id", "mail_follows.ticket_id")
    .select([
      "mail_follows.ticket_id",
      "mail_follows.confirmed_at",
      "mail_addresses.address",
      "mail_addresses.bounced_at",
    ])
    .where("mail_follows.visitor_id", "=", viewer.visitor.id)
    .where("mail_follows.stopped_at", "is", null)
    // They follow the other one now.
    .where("tickets.merged_into_id", "is", null)
    .orderBy("mail_follows.id", "desc")
    .limit(100)
    .execute();
  const seenBy = { visitor: viewer.visitor, agent: null };
  return Promise.all(
    rows.map(async ({ ticket_id, confirmed_at, address, bounced_at }) => {
      const found = await findTicket(db, seenBy, ticket_id, now);
      const ticket = "ticket" in found ? found.ticket : undefined;
      return {
        number: ticket_id,
        ticket: ticket ? { id: ticket.id, slug: ticket.slug, title: ticket.title, language: ticket.language } : null,
        address: shownAddress(address),
        isConfirmed: confirmed_at !== null,
        isBounced: bounced_at !== null,
      };
    }),
  );
}

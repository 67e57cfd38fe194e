import { type Db, inTransaction, type Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { isSame, sign } from "~/http/signing.server.ts";
import { findOrMakeVisitor, type Writer } from "~/people/make-visitor.server.ts";
import type { Viewer } from "~/people/viewer.ts";
import { changeTicket, lockTicket } from "./change-ticket.server.ts";
import { addEvent } from "./ticket-events.server.ts";

/** The ticket's secret in its link: `<number>-<256-bit HMAC>`. The same until the author replaces it. */
export function secretLinkToken(ticket: Pick<TicketRow, "id" | "link_generation">, secret: string): string {
  return `${ticket.id}-${sign(secret, "secret link", ticket.id, ticket.link_generation)}`;
}

/** The ticket that a token opens, or undefined. */
export async function findTicketByToken(db: Db, token: string, secret: string): Promise<TicketRow | undefined> {
  const number = Number(/^(\d{1,15})-/.exec(token)?.[1]);
  if (!number) return undefined;
  const ticket = await db.selectFrom("tickets").selectAll().where("id", "=", number).executeTakeFirst();
  return ticket && isSame(token, secretLinkToken(ticket, secret)) ? ticket : undefined;
}

/** Gives the viewer's browser the author's rights to the ticket, as long as this link is the current one. */
export async function openSecretLink(db: Db, ticket: TicketRow, viewer: Viewer, now: number): Promise<Writer> {
  return inTransaction(db, async (trx) => {
    const writer = await findOrMakeVisitor(trx, viewer, null, now);
    await trx
      .insertInto("ticket_authors")
      .values({
        ticket_id: ticket.id,
        visitor_id: writer.visitorId,
        link_generation: ticket.link_generation,
        created_at: now,
      })
      // Whoever wrote it keeps the right that no link gave them; a co-requester who has the link becomes its author.
      .onConflict((conflict) =>
        conflict
          .columns(["ticket_id", "visitor_id"])
          .doUpdateSet({ link_generation: ticket.link_generation, merged_ticket_id: null })
          .where((eb) =>
            eb.or([
              eb("ticket_authors.link_generation", "is not", null),
              eb("ticket_authors.merged_ticket_id", "is not", null),
            ]),
          ),
      )
      .execute();
    if (ticket.merged_into_id !== null) await takePartInOriginal(trx, ticket, ticket.merged_into_id, writer, now);
    return writer;
  });
}

/** Whoever holds the link of a duplicate takes part where it was merged into, like its author does. */
async function takePartInOriginal(
  trx: Trx,
  duplicate: TicketRow,
  originalId: number,
  { visitorId }: Writer,
  now: number,
): Promise<void> {
  await trx
    .insertInto("ticket_authors")
    .values({ ticket_id: originalId, visitor_id: visitorId, merged_ticket_id: duplicate.id, created_at: now })
    .onConflict((conflict) => conflict.columns(["ticket_id", "visitor_id"]).doNothing())
    .execute();
}

/** Makes a new link. The old one opens nothing any more, and the rights it gave end, but for who asks. */
export async function replaceSecretLink(db: Db, ticketId: number, visitorId: number, now: number): Promise<TicketRow> {
  return inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, ticketId);
    const generation = ticket.link_generation + 1;
    await trx
      .updateTable("ticket_authors")
      .set({ link_generation: generation })
      .where("ticket_id", "=", ticketId)
      .where("visitor_id", "=", visitorId)
      .where("link_generation", "is not", null)
      .execute();
    await trx
      .deleteFrom("ticket_authors")
      .where("ticket_id", "=", ticketId)
      .where("link_generation", "<>", generation)
      .execute();
    await addEvent(trx, { ticketId, type: "new_link", visitorId, now });
    return changeTicket(trx, ticket, { link_generation: generation }, { now, seenBy: "team" });
  });
}

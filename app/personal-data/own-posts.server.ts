import type { Db, Trx } from "#db/client.ts";

export interface OwnPosts {
  ticketIds: number[];
  replyIds: number[];
}

/**
 * What a visitor wrote: the tickets whose author they are (also by a secret link that is still good), their replies
 * anywhere, and what the same author wrote in those tickets from another browser.
 */
export async function findOwnPosts(db: Db | Trx, visitorId: number): Promise<OwnPosts> {
  const tickets = await db
    .selectFrom("ticket_authors")
    .innerJoin("tickets", "tickets.id", "ticket_authors.ticket_id")
    .select("tickets.id")
    .where("ticket_authors.visitor_id", "=", visitorId)
    .where("ticket_authors.merged_ticket_id", "is", null)
    .where((eb) =>
      eb.or([
        eb("ticket_authors.link_generation", "is", null),
        eb("ticket_authors.link_generation", "=", eb.ref("tickets.link_generation")),
      ]),
    )
    .orderBy("tickets.id")
    .execute();
  return findPosts(
    db,
    tickets.map(({ id }) => id),
    visitorId,
  );
}

/** The same from one ticket: everything of its author, or that ticket alone where its author has no browser here. */
export async function findPostsOfAuthor(db: Db | Trx, ticketId: number): Promise<OwnPosts & { visitorId?: number }> {
  const ticket = await db
    .selectFrom("tickets")
    .select("requester_id")
    .where("id", "=", ticketId)
    .executeTakeFirstOrThrow();
  if (ticket.requester_id === null) return findPosts(db, [ticketId], undefined);
  const own = await findOwnPosts(db, ticket.requester_id);
  return { ...own, visitorId: ticket.requester_id };
}

async function findPosts(db: Db | Trx, ticketIds: number[], visitorId: number | undefined): Promise<OwnPosts> {
  const ofVisitor = db
    .selectFrom("replies")
    .select("id")
    .where("visitor_id", "=", visitorId ?? 0)
    .execute();
  // A merge moved them, and they remember from where.
  const asRequester = db
    .selectFrom("replies")
    .select("id")
    .where("by_requester", "=", 1)
    .where((eb) =>
      eb.or([
        eb.and([eb("ticket_id", "in", ticketIds), eb("origin_ticket_id", "is", null)]),
        eb("origin_ticket_id", "in", ticketIds),
      ]),
    )
    .execute();
  const all = [...(await ofVisitor), ...(await asRequester)].map(({ id }) => id);
  return { ticketIds, replyIds: [...new Set(all)].sort((one, other) => one - other) };
}

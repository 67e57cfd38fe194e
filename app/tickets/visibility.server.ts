import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "#db/client.ts";
import { compiledOnce } from "#db/compiled-once.ts";
import type { Database, TicketRow } from "#db/schema.ts";
import type { Viewer } from "~/people/viewer.ts";
import type { Rights } from "./viewing.ts";

/*
 * Who sees which ticket. The one rule: every list, page, feed, search, count and mail asks here.
 */

/** How long an author still reads what was removed. */
export const REMOVED_READABLE_MS = 30 * 24 * 60 * 60 * 1000;

type Builder = ExpressionBuilder<Database, "tickets">;

/**
 * In SQL: tickets that strangers may find in lists. The partial indexes of `tickets` repeat these words; the constants
 * stand in the statement (`sql.lit`), or SQLite would compile it anew at each run to see whether an index applies.
 */
export function isListed(eb: Builder): Expression<SqlBool> {
  return eb.and([
    eb("tickets.visibility", "=", sql.lit("public")),
    eb("tickets.moderation", "<>", sql.lit("held")),
    eb("tickets.removed_at", "is", null),
    eb("tickets.merged_into_id", "is", null),
  ]);
}

type Visible = Pick<TicketRow, "visibility" | "moderation" | "removed_at" | "merged_into_id">;

/** The same for a row in hand. */
export function isListedTicket(ticket: Visible): boolean {
  return isPublic(ticket) && ticket.merged_into_id === null;
}

/** In SQL: tickets that feeds tell of: listed ones, but for those that nobody has vouched for yet. */
export function isVouched(eb: Builder): Expression<SqlBool> {
  return eb.and([isListed(eb), eb("tickets.moderation", "=", "published")]);
}

/** What the team has not answered is a page of its own for a search engine from so many characters on. */
const ENOUGH_CHARACTERS = 200;

/**
 * In SQL: tickets that search engines may keep. The one rule for `noindex`, sitemaps and IndexNow. In the very words of
 * the partial index `tickets_indexed`, or a part of the sitemap would be read from the texts' pages.
 */
export function isIndexed(_: Builder): Expression<SqlBool> {
  return sql<SqlBool>`(tickets.visibility = 'public' and tickets.moderation = 'published'
    and tickets.removed_at is null and tickets.merged_into_id is null
    and tickets.erased_at is null and (tickets.has_team_reply = 1 or length(tickets.body) >= ${sql.lit(ENOUGH_CHARACTERS)}
      or (tickets.kind = 'thanks' and tickets.reply_count > 0)))`;
}

type Indexable = Visible & Pick<TicketRow, "kind" | "reply_count" | "has_team_reply" | "body" | "erased_at">;

/** The same for a row in hand. */
export function isIndexedTicket(ticket: Indexable): boolean {
  const { kind, moderation, reply_count, has_team_reply, body } = ticket;
  const isAnswered = has_team_reply === 1 || (kind === "thanks" && reply_count > 0);
  // The database counts code points, not UTF-16 units.
  const isThick = isAnswered || [...body].length >= ENOUGH_CHARACTERS;
  return isListedTicket(ticket) && moderation === "published" && ticket.erased_at === null && isThick;
}

/** Strangers may read it, or are led from it to the ticket it was merged into. */
export function isPublic(ticket: Visible): boolean {
  return ticket.visibility === "public" && ticket.moderation !== "held" && ticket.removed_at === null;
}

/**
 * What a mail may say of a ticket: its words, only that there is news (a private one, to its author), or nothing. Asked
 * when the mail is made and once more when it goes.
 */
export function mailedAs(ticket: Visible, isOwn: boolean): "words" | "link" | undefined {
  if (ticket.removed_at !== null || ticket.moderation === "held") return undefined;
  if (ticket.visibility === "public") return "words";
  return isOwn ? "link" : undefined;
}

/**
 * What the team's own mails and chats may say of a ticket, which leave the house: its words, only its number, or
 * nothing. Asked in the moment in which they go.
 * @param showsPrivate the admin allowed that place to have the words of private tickets
 */
export function toldTeamAs(ticket: Visible, showsPrivate: boolean): "words" | "number" | undefined {
  if (ticket.removed_at !== null || ticket.moderation === "held") return undefined;
  return ticket.visibility === "public" || showsPrivate ? "words" : "number";
}

export type Found =
  | { ticket: TicketRow; rights: Rights }
  /** It was merged, and the viewer may read the other one. */
  | { movedTo: TicketRow }
  /** Strangers could read it once. */
  | { gone: true }
  | { hidden: true };

/**
 * The ticket of a number as this viewer may see it. Comes before everything else that a page decides (slug, merge,
 * removal): what was never public is `hidden`, the same as a number that never was.
 */
export async function findTicket(
  db: Db,
  viewer: Viewer,
  number: number,
  now: number,
  { hasReceipt = false } = {},
): Promise<Found> {
  const ticket = await findTicketByNumber(db, number);
  if (!ticket) return { hidden: true };
  const rights = await findRights(db, viewer, ticket);
  // A browser that keeps no cookies reads its ticket by a receipt; without a cookie it can change nothing.
  if (hasReceipt) rights.isAuthor = true;
  const isInside = rights.isAgent || rights.isAuthor;

  if (ticket.merged_into_id !== null && (isInside || isPublic(ticket))) {
    const target = await findTicket(db, viewer, ticket.merged_into_id, now);
    if ("ticket" in target) return { movedTo: target.ticket };
    return target;
  }
  if (ticket.removed_at !== null && !rights.isAgent) {
    // Also what was taken for spam: whoever wrote it is told so, and machines are wrong now and then, people too.
    const isOwn = rights.isAuthor && now - ticket.removed_at < REMOVED_READABLE_MS;
    if (isOwn) return { ticket, rights };
    const wasPublic = ticket.published_at !== null && ticket.visibility === "public";
    return wasPublic || rights.isAuthor ? { gone: true } : { hidden: true };
  }
  return isInside || isPublic(ticket) ? { ticket, rights } : { hidden: true };
}

/** What the viewer may do with a ticket. A right that a secret link gave ends when the link is replaced. */
export async function findRights(
  db: Db,
  viewer: Viewer,
  ticket: Pick<TicketRow, "id" | "link_generation">,
): Promise<Rights> {
  const isAgent = viewer.agent !== null;
  if (!viewer.visitor) return { isAuthor: false, isCoRequester: false, isAgent };
  const author = await db
    .selectFrom("ticket_authors")
    .select(["link_generation", "merged_ticket_id"])
    .where("ticket_id", "=", ticket.id)
    .where("visitor_id", "=", viewer.visitor.id)
    .executeTakeFirst();
  const isCurrent = author && [null, ticket.link_generation].includes(author.link_generation);
  return {
    isAuthor: Boolean(isCurrent && author.merged_ticket_id === null),
    isCoRequester: Boolean(author && author.merged_ticket_id !== null),
    isAgent,
  };
}

/** A ticket's row by its number, for those who check by themselves who may see it. */
export async function findTicketByNumber(db: Db, number: number): Promise<TicketRow | undefined> {
  return (await readTicket(db, { number }))[0];
}

const readTicket = compiledOnce((db, { number }: { number: number }) =>
  db.selectFrom("tickets").selectAll().where("id", "=", number),
);

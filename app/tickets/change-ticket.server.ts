import type { Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { makesStale } from "#db/stale.ts";
import { ACTIVITY, ARTICLE_TICKETS, TICKETS, ticketTag } from "~/http/page-tags.ts";
import { tellFollowers } from "~/mail/tell-followers.server.ts";
import { settleReports } from "~/moderation/settle-reports.server.ts";
import { voteLevel } from "~/search/entry.ts";
import { tellOfTicket } from "~/team-news/tell-team.server.ts";
import { indexTicket } from "./index-ticket.server.ts";
import { noteTicketChange } from "./note-change.server.ts";
import { moveCount } from "./ticket-counts.server.ts";
import { isIndexedTicket, isListedTicket, isPublic } from "./visibility.server.ts";

/** The ticket as it is now, inside the transaction that is going to change it. */
export async function lockTicket(trx: Trx, id: number): Promise<TicketRow> {
  return trx.selectFrom("tickets").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

/**
 * The only way to change a ticket's row: keeps its version, the public counts, since when it is public, its entry in
 * the search index, which kept pages are stale, what search engines are told, and when strangers last saw it change
 * (`seenBy` "team" leaves that time alone).
 * @param hasNewWords where the words of a reply are others than before; the rest this sees by itself
 */
export async function changeTicket(
  trx: Trx,
  ticket: TicketRow,
  change: Partial<TicketRow>,
  { now, seenBy, hasNewWords = false }: { now: number; seenBy: "everyone" | "team"; hasNewWords?: boolean },
): Promise<TicketRow> {
  const changed: TicketRow = { ...ticket, ...change, version: ticket.version + 1 };
  if (isPublic(changed)) changed.published_at ??= now;
  const seen = isSeen(ticket, changed, seenBy);
  if (seen) changed.public_changed_at = now;
  const { id, ...columns } = changed;
  await trx.updateTable("tickets").set(columns).where("id", "=", id).execute();
  await moveCount(trx, ticket, changed);
  makesStale(trx, ticketTag(id), ACTIVITY);
  if (changesLists(ticket, changed)) makesStale(trx, TICKETS);
  if (changesLink(ticket, changed)) makesStale(trx, ARTICLE_TICKETS);
  if (isPublic(ticket) && !isPublic(changed)) await settleReports(trx, { ticketId: id, now });
  if (seen) await noteTicketChange(trx, ticket, changed, now);
  // What was held sent no mail until now, and nobody of the team heard of it.
  if (ticket.moderation === "held" && changed.moderation !== "held") {
    await tellFollowers(trx, id, now, { soon: true });
    if (ticket.published_at === null) await tellOfTicket(trx, changed, now);
  }
  if (hasNewWords || changesIndex(ticket, changed)) await indexTicket(trx, changed);
  return changed;
}

/** Whether strangers can see the change: in the page's text, in whether it is there, or in whether it may be found. */
function isSeen(before: TicketRow, after: TicketRow, seenBy: "everyone" | "team"): boolean {
  if (isPublic(before) !== isPublic(after) || isIndexedTicket(before) !== isIndexedTicket(after)) return true;
  return seenBy === "everyone" && isPublic(after);
}

/** What may change without a ticket coming into a list, leaving one, or standing elsewhere in one by its number. */
const MOVES_NOTHING: ReadonlySet<keyof TicketRow> = new Set([
  ...(["version", "public_changed_at", "last_activity_at", "waiting_since"] as const),
  ...(["reply_count", "vote_count", "has_team_reply"] as const),
]);

function changesLists(before: TicketRow, after: TicketRow): boolean {
  const columns = Object.keys(after) as (keyof TicketRow)[];
  return columns.some((column) => before[column] !== after[column] && !MOVES_NOTHING.has(column));
}

/** Whether a page that shows a line of it, an article's, would show another one. */
function changesLink(before: TicketRow, after: TicketRow): boolean {
  if (isListedTicket(before) !== isListedTicket(after)) return true;
  return (["kind", "title", "slug", "language", "status", "phase"] as const).some(
    (column) => before[column] !== after[column],
  );
}

function changesIndex(before: TicketRow, after: TicketRow): boolean {
  if (isListedTicket(before) !== isListedTicket(after)) return true;
  if (!isListedTicket(after)) return false;
  if (voteLevel(before.vote_count) !== voteLevel(after.vote_count)) return true;
  return (["title", "html", "language", "reply_count"] as const).some((column) => before[column] !== after[column]);
}

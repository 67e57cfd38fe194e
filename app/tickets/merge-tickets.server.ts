import { type Db, inTransaction, type Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { moveFollows, moveFollowsBack } from "~/mail/move-follows.server.ts";
import { movePushes, movePushesBack } from "~/push/move-pushes.server.ts";
import { changeTicket, lockTicket } from "./change-ticket.server.ts";
import { moveArticleLinks } from "./link-articles.server.ts";
import { chooseShownAnswer, countReplies } from "./shown-answer.server.ts";
import { addEvent } from "./ticket-events.server.ts";
import { recountVotes } from "./vote.server.ts";

/** How long a merge can be undone. */
export const UNMERGE_WITHIN_MS = 30 * 24 * 60 * 60 * 1000;

interface Merge {
  /** The duplicate. */
  from: number;
  /** The original, which stays. */
  into: number;
  agentId: number;
  now: number;
}

/** Why two tickets cannot be merged: a key of `tickets:merge_problem`. */
export type MergeProblem = "unknown" | "itself" | "visibility" | "authors" | "removed" | "held";

/**
 * Merges a duplicate into its original: replies, history, votes and the author's part move, each remembering where it
 * came from, so that it can be undone. What was merged into the duplicate follows, and no address leads twice.
 */
export async function mergeTickets(db: Db, { from, into, agentId, now }: Merge): Promise<MergeProblem | undefined> {
  return inTransaction(db, async (trx) => {
    const [duplicate, named] = await Promise.all([findTicket(trx, from), findTicket(trx, into)]);
    const original = named?.merged_into_id ? await findTicket(trx, named.merged_into_id) : named;
    if (!duplicate || !original) return "unknown";
    if (duplicate.id === original.id || duplicate.merged_into_id !== null) return "itself";
    if (duplicate.removed_at !== null || original.removed_at !== null) return "removed";
    // Its title stands in the history of the other.
    if (duplicate.moderation === "held" || original.moderation === "held") return "held";
    if (duplicate.visibility === "private" && original.visibility === "public") {
      await linkPrivateDuplicate(trx, duplicate, original, { agentId, now });
      return undefined;
    }
    if (duplicate.visibility !== original.visibility) return "visibility";
    // Merged, each author would read the other's private text.
    if (duplicate.visibility === "private" && !(await hasCommonAuthor(trx, duplicate.id, original.id)))
      return "authors";

    for (const table of ["replies", "ticket_events"] as const) {
      await trx
        .updateTable(table)
        .set((eb) => ({
          ticket_id: original.id,
          origin_ticket_id: eb.fn.coalesce("origin_ticket_id", eb.val(duplicate.id)),
        }))
        .where("ticket_id", "=", duplicate.id)
        .execute();
    }
    await moveArticleLinks(trx, original.id);
    await trx
      .updateTable("tickets")
      .set({ merged_into_id: original.id })
      .where("merged_into_id", "=", duplicate.id)
      .execute();
    await changeTicket(trx, duplicate, { merged_into_id: original.id, merged_at: now }, { now, seenBy: "everyone" });
    for (const { id } of [duplicate, original]) await unite(trx, id, now);
    await moveFollows(trx, duplicate.id, original.id, now);
    await movePushes(trx, duplicate.id, original.id, now);
    const details = { ticket: duplicate.id, title: duplicate.title };
    await addEvent(trx, { ticketId: original.id, type: "merged", details, agentId, now });
    await changeTicket(trx, original, await afterMove(trx, original, duplicate.waiting_since, now), {
      now,
      seenBy: "everyone",
    });
    return undefined;
  });
}

/** Takes a merge apart again, within 30 days. Returns false where that cannot be done any more. */
export async function unmergeTicket(db: Db, { from, into, agentId, now }: Merge): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const duplicate = await findTicket(trx, from);
    if (duplicate?.merged_into_id !== into || now - (duplicate.merged_at ?? 0) > UNMERGE_WITHIN_MS) return false;
    const original = await lockTicket(trx, into);

    for (const table of ["replies", "ticket_events"] as const) {
      await trx
        .updateTable(table)
        .set({ ticket_id: duplicate.id, origin_ticket_id: null })
        .where("ticket_id", "=", original.id)
        .where("origin_ticket_id", "=", duplicate.id)
        .execute();
    }
    await moveArticleLinks(trx, duplicate.id);
    await changeTicket(trx, duplicate, { merged_into_id: null, merged_at: null }, { now, seenBy: "everyone" });
    await trx
      .deleteFrom("ticket_authors")
      .where("ticket_id", "=", original.id)
      .where("merged_ticket_id", "=", duplicate.id)
      .execute();
    await unite(trx, original.id, now);
    await moveFollowsBack(trx, duplicate.id, original.id);
    await movePushesBack(trx, duplicate.id, original.id);
    const details = { ticket: duplicate.id, title: duplicate.title };
    await addEvent(trx, { ticketId: original.id, type: "unmerged", details, agentId, now });
    for (const { id } of [duplicate, original]) {
      const ticket = await lockTicket(trx, id);
      await changeTicket(trx, ticket, await afterMove(trx, ticket, ticket.waiting_since, now), {
        now,
        seenBy: "everyone",
      });
    }
    return true;
  });
}

/** A private text stays where only its author sees it; the author is told of the public one and takes part there. */
async function linkPrivateDuplicate(
  trx: Trx,
  duplicate: TicketRow,
  original: TicketRow,
  { agentId, now }: { agentId: number; now: number },
): Promise<void> {
  await joinAuthors(trx, [duplicate.id], original.id, now);
  await moveFollows(trx, duplicate.id, original.id, now);
  await movePushes(trx, duplicate.id, original.id, now);
  const details = { ticket: original.id, title: original.title };
  await addEvent(trx, { ticketId: duplicate.id, type: "duplicate_of", details, agentId, now });
  await changeTicket(trx, duplicate, { waiting_since: null }, { now, seenBy: "everyone" });
}

async function findTicket(trx: Trx, id: number): Promise<TicketRow | undefined> {
  return trx.selectFrom("tickets").selectAll().where("id", "=", id).executeTakeFirst();
}

/** What follows for a ticket whose replies came or went. */
async function afterMove(
  trx: Trx,
  ticket: TicketRow,
  waitingSince: number | null,
  now: number,
): Promise<Partial<TicketRow>> {
  const { vote_count } = await trx
    .selectFrom("tickets")
    .select("vote_count")
    .where("id", "=", ticket.id)
    .executeTakeFirstOrThrow();
  const waits = [ticket.waiting_since, waitingSince].filter((at) => at !== null);
  return {
    ...(await chooseShownAnswer(trx, ticket.id)),
    reply_count: await countReplies(trx, ticket.id),
    vote_count,
    waiting_since: waits.length > 0 ? Math.min(...waits) : null,
    last_activity_at: now,
  };
}

/** Gives a ticket the voters and the authors of all that is merged into it now. Who voted for several counts once. */
async function unite(trx: Trx, id: number, now: number): Promise<void> {
  const merged = await trx.selectFrom("tickets").select("id").where("merged_into_id", "=", id).execute();
  await trx
    .deleteFrom("votes")
    .where("target", "=", "ticket")
    .where("target_id", "=", id)
    .where("origin_ticket_id", "is not", null)
    .execute();
  await trx
    .insertInto("votes")
    .columns(["target", "target_id", "visitor_id", "address_key", "origin_ticket_id", "created_at"])
    .expression((eb) =>
      eb
        .selectFrom("votes")
        .innerJoin("tickets", "tickets.id", "votes.target_id")
        .select((given) => [
          "votes.target",
          given.val(id).as("target_id"),
          "votes.visitor_id",
          "votes.address_key",
          "votes.target_id as origin_ticket_id",
          "votes.created_at",
        ])
        .where("votes.target", "=", "ticket")
        .where("votes.origin_ticket_id", "is", null)
        .where("tickets.merged_into_id", "=", id),
    )
    .onConflict((conflict) => conflict.columns(["target", "target_id", "visitor_id"]).doNothing())
    .execute();
  await recountVotes(trx, { target: "ticket", id });
  await trx
    .deleteFrom("ticket_authors")
    .where("ticket_id", "=", id)
    .where("merged_ticket_id", "in", (eb) => eb.selectFrom("tickets").select("id").where("merged_into_id", "<>", id))
    .execute();
  await joinAuthors(
    trx,
    merged.map((one) => one.id),
    id,
    now,
  );
}

/** The authors of duplicates take part in the original. */
async function joinAuthors(trx: Trx, from: number[], into: number, now: number): Promise<void> {
  if (from.length === 0) return;
  const authors = await trx
    .selectFrom("ticket_authors")
    .select(["visitor_id", "ticket_id"])
    .where("ticket_id", "in", from)
    .where("merged_ticket_id", "is", null)
    .execute();
  for (const { visitor_id, ticket_id } of authors) {
    await trx
      .insertInto("ticket_authors")
      .values({ ticket_id: into, visitor_id, merged_ticket_id: ticket_id, created_at: now })
      .onConflict((conflict) => conflict.columns(["ticket_id", "visitor_id"]).doNothing())
      .execute();
  }
}

async function hasCommonAuthor(trx: Trx, one: number, other: number): Promise<boolean> {
  const common = await trx
    .selectFrom("ticket_authors as mine")
    .innerJoin("ticket_authors as theirs", "theirs.visitor_id", "mine.visitor_id")
    .select("mine.visitor_id")
    .where("mine.ticket_id", "=", one)
    .where("theirs.ticket_id", "=", other)
    .limit(1)
    .executeTakeFirst();
  return common !== undefined;
}

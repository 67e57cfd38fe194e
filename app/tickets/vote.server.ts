import { type Db, inTransaction, type Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { makesStale } from "#db/stale.ts";
import { ACTIVITY, ticketTag } from "~/http/page-tags.ts";
import { findOrMakeVisitor, type Writer } from "~/people/make-visitor.server.ts";
import type { Viewer } from "~/people/viewer.ts";
import { voteLevel } from "~/search/entry.ts";
import { indexTicketsById } from "./index-ticket.server.ts";

export interface Vote {
  ticket: TicketRow;
  /** A reply of the ticket; absent for the ticket itself. */
  replyId?: number;
  wanted: "vote" | "unvote";
  viewer: Viewer;
  /** Stands for address and day where no cookie came back: one vote of those for each target. */
  addressKey: string;
  now: number;
}

/** Gives a vote or takes it back; the second of the same changes nothing. Undefined where there is no such target. */
export async function castVote(db: Db, vote: Vote): Promise<Writer | undefined> {
  const { viewer, wanted, now } = vote;
  return inTransaction(db, async (trx) => {
    const target = {
      target: vote.replyId ? ("reply" as const) : ("ticket" as const),
      id: vote.replyId ?? vote.ticket.id,
    };
    if (target.target === "reply" && !(await hasReply(trx, vote.ticket.id, target.id))) return undefined;
    if (!viewer.visitor && (await hasVoteFrom(trx, target, vote.addressKey))) return { visitorId: 0 };

    const writer = await findOrMakeVisitor(trx, viewer, null, now);
    const mine = { target: target.target, target_id: target.id, visitor_id: writer.visitorId };
    if (wanted === "vote") {
      const address_key = viewer.visitor ? null : vote.addressKey;
      await trx
        .insertInto("votes")
        .values({ ...mine, address_key, created_at: now })
        .onConflict((conflict) => conflict.columns(["target", "target_id", "visitor_id"]).doNothing())
        .execute();
    } else {
      await takeBack(trx, target, writer.visitorId);
    }
    await recountVotes(trx, target);
    makesStale(trx, ticketTag(vote.ticket.id), ACTIVITY);
    return writer;
  });
}

/** Deletes a visitor's vote, also what they gave to a duplicate: else undoing another merge would bring it back. */
async function takeBack(trx: Trx, { target, id }: Target, visitorId: number): Promise<void> {
  await trx
    .deleteFrom("votes")
    .where("target", "=", target)
    .where("visitor_id", "=", visitorId)
    .where((eb) => {
      const duplicates = eb.selectFrom("tickets").select("id").where("merged_into_id", "=", id);
      return target === "ticket"
        ? eb.or([eb("target_id", "=", id), eb("target_id", "in", duplicates)])
        : eb("target_id", "=", id);
    })
    .execute();
}

interface Target {
  target: "ticket" | "reply";
  id: number;
}

/** Whether the ticket has that answer; other replies are not voted on. */
async function hasReply(trx: Trx, ticketId: number, replyId: number): Promise<boolean> {
  const reply = await trx
    .selectFrom("replies")
    .select("id")
    .where("id", "=", replyId)
    .where("ticket_id", "=", ticketId)
    .where("kind", "=", "answer")
    .where("moderation", "=", "published")
    .where("removed_at", "is", null)
    .executeTakeFirst();
  return reply !== undefined;
}

async function hasVoteFrom(trx: Trx, { target, id }: Target, addressKey: string): Promise<boolean> {
  const vote = await trx
    .selectFrom("votes")
    .select("id")
    .where("target", "=", target)
    .where("target_id", "=", id)
    .where("address_key", "=", addressKey)
    .executeTakeFirst();
  return vote !== undefined;
}

/** The number that pages show: votes given here and those that an import brought. */
export async function recountVotes(trx: Trx, { target, id }: Target): Promise<void> {
  const { count } = await trx
    .selectFrom("votes")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("target", "=", target)
    .where("target_id", "=", id)
    .executeTakeFirstOrThrow();
  const before = target === "ticket" ? await findTicketVotes(trx, id) : 0;
  const table = target === "ticket" ? "tickets" : "replies";
  await trx
    .updateTable(table)
    .set((eb) => ({ vote_count: eb("base_votes", "+", count) }))
    .where("id", "=", id)
    .execute();
  if (target !== "ticket") return;
  const after = await findTicketVotes(trx, id);
  // Search asks the best known tickets first.
  if (voteLevel(before) !== voteLevel(after)) await indexTicketsById(trx, [id]);
}

async function findTicketVotes(trx: Trx, id: number): Promise<number> {
  const row = await trx.selectFrom("tickets").select("vote_count").where("id", "=", id).executeTakeFirst();
  return row?.vote_count ?? 0;
}

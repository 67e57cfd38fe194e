import { type Db, inTransaction, type Trx } from "#db/client.ts";
import type { ReplyRow } from "#db/schema.ts";
import { tellFollowers } from "~/mail/tell-followers.server.ts";
import { keepMark, type Mark, takeMarkBack } from "~/moderation/keep-mark.server.ts";
import { tellTeam } from "~/team-news/tell-team.server.ts";
import { changeTicket, lockTicket } from "./change-ticket.server.ts";
import { linkArticles } from "./link-articles.server.ts";
import { chooseShownAnswer, countReplies } from "./shown-answer.server.ts";
import { isOpen } from "./ticket.ts";
import { type Actor, addEvent } from "./ticket-events.server.ts";

interface Marked {
  ticketId: number;
  replyId: number;
  by: Actor;
  now: number;
}

type State = Pick<ReplyRow, "moderation" | "restricted_at" | "removed_at">;

/** The team's word on a reply: spam leaves the thread, what is fine stands in it. */
export async function markReply(db: Db, mark: Mark, { ticketId, replyId, by, now }: Marked): Promise<void> {
  await inTransaction(db, async (trx) => {
    const reply = await findReply(trx, ticketId, replyId);
    if (!reply) return;
    const before: State = stateOf(reply);
    await keepMark(trx, { ticketId, replyId }, { mark, agentId: by.agentId ?? null, before, now });
    const state: State =
      mark === "spam"
        ? { ...before, removed_at: reply.removed_at ?? now }
        : { moderation: "published", restricted_at: null, removed_at: null };
    await setState(trx, { ticketId, replyId, by, now }, state);
    const type = mark === "spam" ? "marked_spam" : "marked_fine";
    await addEvent(trx, { ticketId, type, details: { reply: replyId }, ...by, now });
  });
}

/** Takes the team's word back within 30 days. False where there is none. */
export async function unmarkReply(db: Db, marked: Marked): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const before = await takeMarkBack(trx, marked, marked.now);
    if (!before) return false;
    await setState(trx, marked, before as State);
    await addEvent(trx, {
      ticketId: marked.ticketId,
      type: "mark_undone",
      details: { reply: marked.replyId },
      ...marked.by,
      now: marked.now,
    });
    return true;
  });
}

async function setState(trx: Trx, { ticketId, replyId, now }: Marked, state: State): Promise<void> {
  const ticket = await lockTicket(trx, ticketId);
  const was = await trx.selectFrom("replies").selectAll().where("id", "=", replyId).executeTakeFirstOrThrow();
  await trx.updateTable("replies").set(state).where("id", "=", replyId).execute();
  await linkArticles(trx, replyId, now);
  // A reply that was held moved nothing when it came.
  const appears = was.moderation === "held" && state.moderation === "published" && state.removed_at === null;
  if (appears) {
    await tellFollowers(trx, ticketId, now, { soon: true });
    await tellTeam(trx, { event: "replied", ticket, replyId, now });
  }
  const isWaitedFor = appears && isOpen(ticket.phase) && ticket.kind !== "thanks";
  await changeTicket(
    trx,
    ticket,
    {
      ...(await chooseShownAnswer(trx, ticketId)),
      reply_count: await countReplies(trx, ticketId),
      ...(isWaitedFor && { waiting_since: ticket.waiting_since ?? now }),
      ...(appears && { last_activity_at: now }),
    },
    { now, seenBy: "everyone", hasNewWords: true },
  );
}

const stateOf = ({ moderation, restricted_at, removed_at }: ReplyRow): State => ({
  moderation,
  restricted_at,
  removed_at,
});

async function findReply(trx: Trx, ticketId: number, replyId: number): Promise<ReplyRow | undefined> {
  return trx
    .selectFrom("replies")
    .selectAll()
    .where("id", "=", replyId)
    .where("ticket_id", "=", ticketId)
    .where("kind", "<>", "note")
    .executeTakeFirst();
}

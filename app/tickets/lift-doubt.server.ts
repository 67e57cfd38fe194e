import { type Db, inTransaction, type Trx } from "#db/client.ts";
import { enqueue } from "~/jobs/enqueue.server.ts";
import { RESTRICT_FROM, UNKNOWN, UNVOUCHED } from "~/moderation/verdict.ts";
import { changeTicket, lockTicket } from "./change-ticket.server.ts";

/** How long what nothing speaks against is kept from search engines when nobody says anything. */
const DOUBTED_FOR_MS = 48 * 60 * 60 * 1000;

interface Doubted {
  ticketId: number;
  replyId?: number;
}

export async function liftDoubtLater(trx: Trx, post: Doubted, now: number): Promise<void> {
  await enqueue(trx, "lift a doubt", { ...post }, now + DOUBTED_FOR_MS);
}

/**
 * Publishes what was restricted only because it was about nothing that people usually bring, or named a place that
 * nobody vouched for, and that nobody marked in two days. What had signals of spam, or was never judged, waits for the team.
 */
export async function liftDoubt(db: Db, { ticketId, replyId }: Doubted, now: number): Promise<void> {
  await inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, ticketId);
    const verdict = await trx
      .selectFrom("verdicts")
      .selectAll()
      .where("ticket_id", "=", ticketId)
      .where((eb) => (replyId ? eb("reply_id", "=", replyId) : eb("reply_id", "is", null)))
      .executeTakeFirst();
    if (verdict?.mark !== null || verdict.verdict !== "restrict" || verdict.score >= RESTRICT_FROM) return;
    const reasons: string[] = JSON.parse(verdict.reasons);
    if (!reasons.includes(UNKNOWN) && !reasons.includes(UNVOUCHED)) return;
    if (replyId) {
      await trx.updateTable("replies").set({ restricted_at: null }).where("id", "=", replyId).execute();
      await changeTicket(trx, ticket, {}, { now, seenBy: "everyone" });
    } else if (ticket.moderation === "restricted") {
      await changeTicket(trx, ticket, { moderation: "published" }, { now, seenBy: "everyone" });
    }
  });
}

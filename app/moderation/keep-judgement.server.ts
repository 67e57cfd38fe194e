import type { Trx } from "#db/client.ts";
import type { Judgement } from "./judge.server.ts";
import type { Verdict } from "./verdict.ts";

interface PostNumber {
  ticketId: number;
  replyId?: number | null;
}

/** Writes what was thought of a post beside it, in the same transaction. A text that was edited is thought of anew. */
export async function keepJudgement(
  trx: Trx,
  { ticketId, replyId }: PostNumber,
  { verdict, score, reasons, learned, sketch, hosts, senderKey }: Judgement,
  now: number,
): Promise<void> {
  const columns = {
    verdict,
    score: Math.round(score * 100) / 100,
    reasons: JSON.stringify(reasons),
    learned,
    sketch,
    hosts: hosts.join(" "),
    sender_key: senderKey,
  };
  const changed = await trx
    .updateTable("verdicts")
    // What the team said was said of another text.
    .set({ ...columns, mark: null, marked_by_id: null, marked_at: null, state_before: null })
    .where("ticket_id", "=", ticketId)
    .where((eb) => (replyId ? eb("reply_id", "=", replyId) : eb("reply_id", "is", null)))
    .executeTakeFirst();
  if (changed.numUpdatedRows > 0n) return;
  await trx
    .insertInto("verdicts")
    .values({ ticket_id: ticketId, reply_id: replyId ?? null, ...columns, created_at: now })
    .execute();
}

/** What was thought of a ticket's text and is not settled by a mark: what it would be if it were public. */
export async function findVerdict(trx: Trx, { ticketId, replyId }: PostNumber): Promise<Verdict> {
  const row = await trx
    .selectFrom("verdicts")
    .select(["verdict", "mark"])
    .where("ticket_id", "=", ticketId)
    .where((eb) => (replyId ? eb("reply_id", "=", replyId) : eb("reply_id", "is", null)))
    .executeTakeFirst();
  return row && row.mark === null ? row.verdict : "publish";
}

/** The state of a ticket with that verdict. Nobody but its author and the team reads a private one: nothing to hold. */
export function moderationOf(verdict: Verdict, isPublic: boolean): "published" | "restricted" | "held" {
  if (!isPublic || verdict === "publish") return "published";
  return verdict === "hold" ? "held" : "restricted";
}

import type { Trx } from "#db/client.ts";

interface Settle {
  ticketId: number;
  /** A reply of it, or null for its own text; absent for the ticket with everything in it. */
  replyId?: number | null;
  /** Absent where the post was taken away, which settles them by itself. */
  agentId?: number;
  now: number;
}

/** The team has looked at what readers reported, or it is gone. */
export async function settleReports(trx: Trx, { ticketId, replyId, agentId, now }: Settle): Promise<void> {
  await trx
    .updateTable("reports")
    .set({ settled_at: now, settled_by_agent_id: agentId ?? null })
    .where("ticket_id", "=", ticketId)
    .$if(replyId !== undefined, (query) => query.where("reply_id", "is not distinct from", replyId ?? null))
    .where("settled_at", "is", null)
    .execute();
}

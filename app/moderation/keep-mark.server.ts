import type { Trx } from "#db/client.ts";
import type { VerdictRow } from "#db/schema.ts";

export type Mark = "spam" | "fine";

export interface MarkedPost {
  ticketId: number;
  replyId?: number | null;
}

/** How long a mark may be taken back. */
export const UNDO_WITHIN_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Notes what an agent said of a post, and teaches it: its words, hosts and sender. Returns the state it had before,
 * as it was noted by an earlier mark or as it is given.
 */
export async function keepMark(
  trx: Trx,
  { ticketId, replyId }: MarkedPost,
  { mark, agentId, before, now }: { mark: Mark; agentId: number | null; before: unknown; now: number },
): Promise<void> {
  const row =
    (await findVerdictRow(trx, { ticketId, replyId })) ?? (await addBareVerdict(trx, { ticketId, replyId }, now));
  if (row.mark === mark) return;
  await countHosts(trx, row, mark);
  await trx
    .updateTable("verdicts")
    .set({ mark, marked_by_id: agentId, marked_at: now, state_before: row.state_before ?? JSON.stringify(before) })
    .where("id", "=", row.id)
    .execute();
}

/** Takes a mark back, and what it taught. Returns the state before it; undefined where there is nothing to take back. */
export async function takeMarkBack(trx: Trx, post: MarkedPost, now: number): Promise<unknown> {
  const row = await findVerdictRow(trx, post);
  if (!row?.mark || row.state_before === null || now - (row.marked_at ?? 0) > UNDO_WITHIN_MS) return undefined;
  await countHosts(trx, row, null);
  await trx
    .updateTable("verdicts")
    .set({ mark: null, marked_by_id: null, marked_at: null, state_before: null })
    .where("id", "=", row.id)
    .execute();
  return JSON.parse(row.state_before);
}

async function findVerdictRow(trx: Trx, { ticketId, replyId }: MarkedPost): Promise<VerdictRow | undefined> {
  return trx
    .selectFrom("verdicts")
    .selectAll()
    .where("ticket_id", "=", ticketId)
    .where((eb) => (replyId ? eb("reply_id", "=", replyId) : eb("reply_id", "is", null)))
    .executeTakeFirst();
}

/** For what came before there were verdicts, and what the team opened itself. It teaches no words. */
async function addBareVerdict(trx: Trx, { ticketId, replyId }: MarkedPost, now: number): Promise<VerdictRow> {
  return trx
    .insertInto("verdicts")
    .values({
      ticket_id: ticketId,
      reply_id: replyId ?? null,
      verdict: "publish",
      score: 0,
      reasons: "[]",
      sketch: "",
      hosts: "",
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Moves the counts of the hosts that a post names from its earlier mark to the new one. */
async function countHosts(trx: Trx, { hosts, mark: before }: VerdictRow, mark: Mark | null): Promise<void> {
  for (const host of hosts.split(" ").filter(Boolean)) {
    const spam = Number(mark === "spam") - Number(before === "spam");
    const fine = Number(mark === "fine") - Number(before === "fine");
    await trx
      .insertInto("named_hosts")
      .values({ host, spam: Math.max(0, spam), fine: Math.max(0, fine) })
      .onConflict((conflict) =>
        conflict.column("host").doUpdateSet((eb) => ({
          spam: eb("named_hosts.spam", "+", spam),
          fine: eb("named_hosts.fine", "+", fine),
        })),
      )
      .execute();
  }
}

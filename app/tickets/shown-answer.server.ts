import type { Trx } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";

type Following = "answer_excerpt" | "answer_by_team" | "official_reply_id" | "accepted_reply_id" | "has_team_reply";

/**
 * The answer whose first words lists show under a title: the official one, else the one that helped, else the team's
 * first. Returns the columns of the ticket that follow from it.
 */
export async function chooseShownAnswer(trx: Trx, ticketId: number): Promise<Pick<TicketRow, Following>> {
  const replies = await trx
    .selectFrom("replies")
    .select(["id", "excerpt", "agent_id", "official_at", "accepted_at"])
    .where("ticket_id", "=", ticketId)
    .where("kind", "<>", "note")
    .where("removed_at", "is", null)
    .where("moderation", "=", "published")
    .where((eb) =>
      eb.or([eb("official_at", "is not", null), eb("accepted_at", "is not", null), eb("agent_id", "is not", null)]),
    )
    .orderBy("created_at")
    .orderBy("id")
    .limit(200)
    .execute();
  const official = replies.findLast((reply) => reply.official_at !== null);
  const accepted = replies.findLast((reply) => reply.accepted_at !== null);
  const shown = official ?? accepted ?? replies.find((reply) => reply.agent_id !== null);
  return {
    answer_excerpt: shown?.excerpt ?? null,
    answer_by_team: shown?.agent_id ? 1 : 0,
    official_reply_id: official?.id ?? null,
    accepted_reply_id: accepted?.id ?? null,
    has_team_reply: replies.some((reply) => reply.agent_id !== null) ? 1 : 0,
  };
}

/** How many replies everybody who may read the ticket can read. */
export async function countReplies(trx: Trx, ticketId: number): Promise<number> {
  const { count } = await trx
    .selectFrom("replies")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("ticket_id", "=", ticketId)
    .where("kind", "<>", "note")
    .where("removed_at", "is", null)
    .where("moderation", "=", "published")
    .executeTakeFirstOrThrow();
  return count;
}

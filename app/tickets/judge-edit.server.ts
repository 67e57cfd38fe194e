import type { Trx } from "#db/client.ts";
import type { ReplyRow, TicketRow } from "#db/schema.ts";
import type { Judgement } from "~/moderation/judge.server.ts";
import { keepJudgement, moderationOf } from "~/moderation/keep-judgement.server.ts";

type Moderation = TicketRow["moderation"];

const severity: Record<Moderation, number> = { published: 0, restricted: 1, held: 2 };

const graver = (a: Moderation, b: Moderation) => (severity[a] > severity[b] ? a : b);

/** The state of a ticket after its author changed it: an edit brings nothing out of the review, but may lead into it. */
export async function moderationOfEdit(
  trx: Trx,
  post: { ticketId: number },
  ticket: TicketRow,
  judgement: Judgement,
  now: number,
): Promise<Moderation> {
  await keepJudgement(trx, post, judgement, now);
  // What only seems to be about nothing was settled when the team answered.
  const isSettled = judgement.verdict === "restrict" && ticket.first_answer_at !== null;
  const moderation = moderationOf(isSettled ? "publish" : judgement.verdict, ticket.visibility === "public");
  return graver(ticket.moderation, moderation);
}

interface EditedReply {
  ticket: TicketRow;
  reply: ReplyRow;
  judgement: Judgement;
  now: number;
}

/** The same for a reply. */
export async function stateOfEditedReply(trx: Trx, { ticket, reply, judgement, now }: EditedReply) {
  await keepJudgement(trx, { ticketId: ticket.id, replyId: reply.id }, judgement, now);
  const moderation = moderationOf(judgement.verdict, ticket.visibility === "public");
  return {
    moderation: moderation === "held" ? ("held" as const) : reply.moderation,
    restricted_at: moderation === "restricted" ? now : reply.restricted_at,
  };
}

import { type Db, inTransaction } from "#db/client.ts";
import { changeTicket, lockTicket } from "./change-ticket.server.ts";
import { linkArticles } from "./link-articles.server.ts";
import { chooseShownAnswer } from "./shown-answer.server.ts";
import { prepareText } from "./text.server.ts";

/** Renders a text that took too long the first time. Returns false where it did again. */
export async function renderAgain(
  db: Db,
  { ticketId, replyId }: { ticketId: number; replyId?: number },
  { now, site }: { now: number; site: { origin: string; locale: string } },
): Promise<boolean> {
  const source = replyId
    ? await db.selectFrom("replies").select(["body", "agent_id"]).where("id", "=", replyId).executeTakeFirst()
    : await db
        .selectFrom("tickets")
        .select(["body", "opened_by_agent_id as agent_id"])
        .where("id", "=", ticketId)
        .executeTakeFirst();
  if (!source) return true;
  const voice = source.agent_id ? "team" : "visitor";
  const { html, excerpt, complete } = await prepareText({ body: source.body, voice }, site);
  if (!complete) return false;

  await inTransaction(db, async (trx) => {
    const ticket = await lockTicket(trx, ticketId);
    if (replyId) {
      // Somebody may have edited it meanwhile: then the new text has been rendered already.
      await trx
        .updateTable("replies")
        .set({ html, excerpt })
        .where("id", "=", replyId)
        .where("body", "=", source.body)
        .execute();
      await linkArticles(trx, replyId, now);
    }
    const isSame = !replyId && ticket.body === source.body;
    const change = isSame ? { html, excerpt } : await chooseShownAnswer(trx, ticketId);
    await changeTicket(trx, ticket, change, { now, seenBy: "everyone", hasNewWords: replyId !== undefined });
  });
  return true;
}

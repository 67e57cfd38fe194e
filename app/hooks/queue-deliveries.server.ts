import { randomBytes } from "node:crypto";
import type { Trx } from "#db/client.ts";
import { type HookEvent, wants } from "./hook-events.ts";

/** Something that happened to a ticket or an article. */
export interface Happening {
  event: HookEvent;
  /** What it is about, so that it is told once: a ticket that is held, found fine and held again is opened once. */
  subject: string;
  ticketId?: number;
  replyId?: number;
  /** The line of the ticket's history. */
  ticketEventId?: number;
  articleId?: number;
  now: number;
}

/** A chat gets what comes within so long in one message. */
const GATHER_MS = 5_000;

/**
 * Notes for each chat and program that wants to hear of it what happened, in the transaction in which it does. They are
 * told by send-deliveries. Costs one look where there is none.
 */
export async function queueDeliveries(trx: Trx, happening: Happening): Promise<void> {
  const { event, subject, ticketId, now } = happening;
  const hooks = await trx
    .selectFrom("hooks")
    .select(["id", "kind", "events", "category_id"])
    .where("stopped_at", "is", null)
    .execute();
  const wanting = hooks.filter(({ events }) => wants(JSON.parse(events), event));
  const isChoosy = wanting.some(({ category_id }) => category_id !== null);
  const categoryId = isChoosy && ticketId !== undefined ? await findCategory(trx, ticketId) : null;
  for (const hook of wanting) {
    if (hook.category_id !== null && hook.category_id !== categoryId) continue;
    await trx
      .insertInto("deliveries")
      .values({
        hook_id: hook.id,
        event,
        subject,
        ticket_id: ticketId ?? null,
        reply_id: happening.replyId ?? null,
        ticket_event_id: happening.ticketEventId ?? null,
        article_id: happening.articleId ?? null,
        message_id: newMessageId(),
        send_at: hook.kind === "webhook" ? now : now + GATHER_MS,
        created_at: now,
      })
      .onConflict((conflict) => conflict.columns(["hook_id", "event", "subject"]).doNothing())
      .execute();
  }
}

export const newMessageId = (): string => `msg_${randomBytes(16).toString("hex")}`;

async function findCategory(trx: Trx, ticketId: number): Promise<number | null> {
  const ticket = await trx.selectFrom("tickets").select("category_id").where("id", "=", ticketId).executeTakeFirst();
  return ticket?.category_id ?? null;
}

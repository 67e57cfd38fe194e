import { randomBytes } from "node:crypto";
import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { forgetIdle } from "./forget-browsers.server.ts";
import { keepBrowser } from "./keep-browser.server.ts";
import type { OwnPush } from "./own-push.ts";
import { pushKeys } from "./push-keys.server.ts";
import type { DeskNews, PushNews } from "./push-news.ts";
import type { Subscription } from "./subscription.ts";

interface ForAgents {
  agentIds: number[];
  event: DeskNews;
  ticketId: number;
  replyId?: number;
  now: number;
}

/** Makes the pushes for agents who want to hear of it, to each browser in which they are signed in and asked for that. */
export async function pushToAgents(trx: Trx, { agentIds, event, ticketId, replyId, now }: ForAgents): Promise<void> {
  if (agentIds.length === 0) return;
  const browsers = await trx
    .selectFrom("push_browsers")
    .innerJoin("agent_sessions", "agent_sessions.id", "push_browsers.session_id")
    .select("push_browsers.id")
    .where("agent_sessions.agent_id", "in", agentIds)
    .where("agent_sessions.expires_at", ">", now)
    .execute();
  const news: PushNews = { team: event, reply: replyId };
  for (const { id } of browsers) {
    await trx
      .insertInto("pushes")
      .values({
        ...{ browser_id: id, ticket_id: ticketId, news: JSON.stringify(news) },
        ...{ push_key: randomBytes(16).toString("base64url"), send_at: now, created_at: now },
      })
      .execute();
  }
}

/** How the desk offers its news to the browser of this session. */
export async function findSessionPush(
  db: Db,
  { sessionId, secret }: { sessionId: number; secret: string },
): Promise<OwnPush> {
  const browser = await db
    .selectFrom("push_browsers")
    .select("id")
    .where("session_id", "=", sessionId)
    .executeTakeFirst();
  return { key: pushKeys(secret).publicKey, isOn: browser !== undefined };
}

/** The agent's browser wants the news of the desk while they are signed in there. False where it cannot have them. */
export async function startSessionPush(
  db: Db,
  { sessionId, subscription, now }: { sessionId: number; subscription: Subscription; now: number },
): Promise<boolean> {
  return inQuietTransaction(db, async (trx) => {
    return (await keepBrowser(trx, subscription, { session_id: sessionId }, now)) !== undefined;
  });
}

export async function stopSessionPush(db: Db, sessionId: number): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await trx.updateTable("push_browsers").set({ session_id: null }).where("session_id", "=", sessionId).execute();
    await forgetIdle(trx);
  });
}

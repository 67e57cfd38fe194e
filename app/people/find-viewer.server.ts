import type { AppLoadContext } from "@remix-run/node";
import type { Db } from "#db/client.ts";
import { hashToken } from "~/http/signing.server.ts";
import { readCookie } from "./cookies.server.ts";
import { countReview } from "./count-review.server.ts";
import { type Agent, stranger, type Viewer } from "./viewer.ts";

/** Who sent the request, by its cookies. A request without them costs no query. */
export async function findViewer(db: Db, request: Request, context: AppLoadContext): Promise<Viewer> {
  const visitorToken = readCookie(request, "visitor", context.secureCookies);
  const agentToken = readCookie(request, "agent", context.secureCookies);
  if (!visitorToken && !agentToken) return stranger;
  return {
    visitor: visitorToken ? await findVisitorByToken(db, visitorToken) : null,
    agent: agentToken ? await findAgentByToken(db, agentToken, context.now) : null,
  };
}

async function findVisitorByToken(db: Db, token: string): Promise<Viewer["visitor"]> {
  const visitor = await db
    .selectFrom("visitors")
    .select(["id", "name"])
    .where("token_hash", "=", hashToken(token))
    .executeTakeFirst();
  return visitor ?? null;
}

async function findAgentByToken(db: Db, token: string, now: number): Promise<Agent | null> {
  const agent = await db
    .selectFrom("agent_sessions")
    .innerJoin("agents", "agents.id", "agent_sessions.agent_id")
    .select(["agents.id", "agents.name", "agents.role", "agent_sessions.id as sessionId"])
    .select((eb) => {
      const open = eb
        .selectFrom("reports")
        .select(["ticket_id", "reply_id"])
        .distinct()
        .where("settled_at", "is", null);
      return eb
        .selectFrom(open.as("open"))
        .select((of) => of.fn.countAll<number>().as("count"))
        .as("openReports");
    })
    .where("agent_sessions.token_hash", "=", hashToken(token))
    .where("agent_sessions.expires_at", ">", now)
    .where("agents.disabled_at", "is", null)
    .executeTakeFirst();
  return agent ? { ...agent, openReports: agent.openReports ?? 0, reviewCount: await countReview(db) } : null;
}

import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { type Doer, noteDeed } from "~/audit/note-deed.server.ts";
import { hashToken, randomToken } from "~/http/signing.server.ts";
import { browserName } from "./browser-name.ts";
import type { Session } from "./person.ts";
import type { Agent } from "./viewer.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const LONGEST_MS = 30 * DAY_MS;
const UNUSED_MS = 14 * DAY_MS;
const MAX_USER_AGENT = 300;

export interface NewSession {
  agentId: number;
  userAgent: string | null;
  /** The session that this browser had so far: it ends, so that nobody's old token lives on (ASVS 7.2.4). */
  oldToken?: string;
  now: number;
}

/**
 * Signs an agent in and returns the token for the cookie. A session lasts 30 days at most, and 14 days from the last
 * thing it wrote. Only writing counts as use: reading a page changes nothing, this row included.
 */
export async function startSession(trx: Trx, { agentId, userAgent, oldToken, now }: NewSession): Promise<string> {
  const token = randomToken();
  if (oldToken) await trx.deleteFrom("agent_sessions").where("token_hash", "=", hashToken(oldToken)).execute();
  await trx.deleteFrom("agent_sessions").where("expires_at", "<=", now).execute();
  await trx
    .insertInto("agent_sessions")
    .values({
      agent_id: agentId,
      token_hash: hashToken(token),
      user_agent: (userAgent ?? "").slice(0, MAX_USER_AGENT),
      created_at: now,
      last_used_at: now,
      expires_at: now + UNUSED_MS,
    })
    .execute();
  return token;
}

/** Notes that the session has written something, at most once an hour, and puts its end off. */
export async function touchSession(db: Db, sessionId: number, now: number): Promise<void> {
  const session = await db
    .selectFrom("agent_sessions")
    .select(["created_at", "last_used_at"])
    .where("id", "=", sessionId)
    .executeTakeFirst();
  if (!session || now - session.last_used_at < HOUR_MS) return;
  const ends = Math.min(session.created_at + LONGEST_MS, now + UNUSED_MS);
  await inQuietTransaction(db, (trx) =>
    trx
      .updateTable("agent_sessions")
      .set({ last_used_at: now, expires_at: ends })
      .where("id", "=", sessionId)
      .execute(),
  );
}

const MAX_LISTED = 100;

/** An agent's own sessions, the current one first. */
export async function listSessions(db: Db, agent: Agent, now: number): Promise<Session[]> {
  const rows = await db
    .selectFrom("agent_sessions")
    .select(["id", "user_agent", "created_at", "last_used_at"])
    .where("agent_id", "=", agent.id)
    .where("expires_at", ">", now)
    .orderBy("last_used_at", "desc")
    .orderBy("id", "desc")
    .limit(MAX_LISTED)
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      browser: browserName(row.user_agent),
      startedAt: row.created_at,
      lastUsedAt: row.last_used_at,
      isCurrent: row.id === agent.sessionId,
    }))
    .sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}

/** Signs out: the token is worth nothing from here on, wherever it is kept. */
export async function endSessionOfToken(db: Db, token: string): Promise<void> {
  await inQuietTransaction(db, (trx) =>
    trx.deleteFrom("agent_sessions").where("token_hash", "=", hashToken(token)).execute(),
  );
}

/** Ends one of the agent's own sessions; somebody else's is left alone. */
export async function endOwnSession(db: Db, agent: Agent, sessionId: number, doer?: Doer): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom("agent_sessions")
      .where("id", "=", sessionId)
      .where("agent_id", "=", agent.id)
      .executeTakeFirst();
    if (numDeletedRows > 0n) await noteDeed(trx, doer, "person.sessions_ended", { subject: agent.id });
  });
}

/** Ends the agent's sessions but the one that asks. */
export async function endOtherSessions(db: Db, agent: Agent, doer?: Doer): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await endSessionsBut(trx, agent);
    await noteDeed(trx, doer, "person.sessions_ended", { subject: agent.id });
  });
}

/** An admin signs somebody out everywhere; the account stays as it is. */
export async function endSessionsOf(db: Db, agentId: number, doer: Doer): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await endAllSessions(trx, agentId);
    await noteDeed(trx, doer, "person.sessions_ended", { subject: agentId });
  });
}

/** Within a write that does more: the agent's sessions but the one that asks. */
export async function endSessionsBut(trx: Trx, { id, sessionId }: Agent): Promise<void> {
  await trx.deleteFrom("agent_sessions").where("agent_id", "=", id).where("id", "!=", sessionId).execute();
}

export async function endAllSessions(trx: Trx, agentId: number): Promise<void> {
  await trx.deleteFrom("agent_sessions").where("agent_id", "=", agentId).execute();
}

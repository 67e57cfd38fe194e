import type { Db, Trx } from "#db/client.ts";
import { hashToken, randomToken } from "~/http/signing.server.ts";
import { WELCOME_DAYS, type Welcome, type WelcomeKind } from "./person.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes a one-time address's token for an agent, or for the first admin without one. Earlier ones for the same
 * purpose end with it. The database keeps the token's hash only.
 */
export async function issueWelcome(
  trx: Trx,
  { kind, agentId, now }: { kind: WelcomeKind; agentId: number | null; now: number },
): Promise<string> {
  const token = randomToken();
  await endWelcomes(trx, agentId);
  await trx
    .insertInto("welcome_tokens")
    .values({
      token_hash: hashToken(token),
      agent_id: agentId,
      created_at: now,
      expires_at: now + WELCOME_DAYS[kind] * DAY_MS,
    })
    .execute();
  return token;
}

/** Ends the one-time addresses of an agent that nobody has used. */
export async function endWelcomes(trx: Trx, agentId: number | null): Promise<void> {
  await trx
    .deleteFrom("welcome_tokens")
    .where("agent_id", agentId === null ? "is" : "=", agentId)
    .where("used_at", "is", null)
    .execute();
}

/**
 * What a one-time address is good for, or undefined when it is wrong, used, expired, its agent is disabled, or the
 * first admin has come in another way. Looking does not use it up: mail scanners open addresses too.
 */
export async function findWelcome(db: Db | Trx, token: string, now: number): Promise<Welcome | undefined> {
  const found = await db
    .selectFrom("welcome_tokens")
    .leftJoin("agents", "agents.id", "welcome_tokens.agent_id")
    .select(["agents.id", "agents.name", "agents.email", "agents.password_hash", "agents.disabled_at"])
    .where("token_hash", "=", hashToken(token))
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  if (!found || found.disabled_at !== null) return undefined;
  const { id, name, email } = found;
  if (id === null || name === null || email === null) {
    return (await hasAdmin(db)) ? undefined : { kind: "first_admin", person: null };
  }
  return { kind: found.password_hash === null ? "invitation" : "reset", person: { id, name, email } };
}

/** Whether somebody is or is invited to be an admin. */
export async function hasAdmin(db: Db | Trx): Promise<boolean> {
  const admin = await db
    .selectFrom("agents")
    .select("id")
    .where("role", "=", "admin")
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  return admin !== undefined;
}

import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { type Doer, noteDeed } from "~/audit/note-deed.server.ts";
import { checkOwnPassword, type PasswordRefusal } from "./own-password.server.ts";
import { hashPassword } from "./passwords.server.ts";
import type { OneTimeAddress, PeopleProblem } from "./person.ts";
import { endAllSessions, startSession } from "./sessions.server.ts";
import type { Agent } from "./viewer.ts";
import { endWelcomes, issueWelcome } from "./welcome-tokens.server.ts";

export interface PasswordChange {
  agent: Agent;
  currentPassword: string;
  newPassword: string;
  network: string;
  userAgent: string | null;
  now: number;
}

/**
 * An agent changes their own password. Every session ends, one-time addresses too, and the browser that asked gets
 * a new session: returns the token for its cookie.
 */
export async function changePassword(
  db: Db,
  { agent, currentPassword, newPassword, network, userAgent, now }: PasswordChange,
): Promise<{ sessionToken: string } | PasswordRefusal> {
  const refused = await checkOwnPassword(db, { agent, currentPassword, network, now });
  if (refused) return refused;
  const passwordHash = await hashPassword(newPassword);
  const sessionToken = await inQuietTransaction(db, async (trx) => {
    await writePassword(trx, agent.id, passwordHash, { agentId: agent.id, now });
    return startSession(trx, { agentId: agent.id, userAgent, now });
  });
  return { sessionToken };
}

/** Sets somebody's password from the command line; their sessions end. */
export async function setPassword(db: Db, agentId: number, password: string, doer?: Doer): Promise<void> {
  const passwordHash = await hashPassword(password);
  await inQuietTransaction(db, (trx) => writePassword(trx, agentId, passwordHash, doer));
}

/**
 * Makes a one-time address for an agent who cannot sign in: for a new password, or the invitation once more when they
 * have none. The old password holds until it is used.
 */
export async function resetPassword(
  db: Db,
  agentId: number,
  now: number,
  doer?: Doer,
): Promise<({ token: string } & Pick<OneTimeAddress, "kind" | "name">) | { problem: PeopleProblem }> {
  return inQuietTransaction(db, async (trx) => {
    const agent = await trx
      .selectFrom("agents")
      .select(["name", "password_hash", "disabled_at"])
      .where("id", "=", agentId)
      .executeTakeFirst();
    if (!agent) return { problem: "no_such_agent" };
    if (agent.disabled_at !== null) return { problem: "is_disabled" };
    await noteDeed(trx, doer, "person.address_made", { subject: agentId });
    const kind = agent.password_hash === null ? "invitation" : "reset";
    return { token: await issueWelcome(trx, { kind, agentId, now }), kind, name: agent.name };
  });
}

async function writePassword(trx: Trx, agentId: number, passwordHash: string, doer?: Doer): Promise<void> {
  await trx.updateTable("agents").set({ password_hash: passwordHash }).where("id", "=", agentId).execute();
  await endAllSessions(trx, agentId);
  await endWelcomes(trx, agentId);
  await noteDeed(trx, doer, "person.password_changed", { subject: agentId });
}

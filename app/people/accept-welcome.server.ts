import { type Db, inTransaction, type Trx } from "#db/client.ts";
import { noteDeed } from "~/audit/note-deed.server.ts";
import { hashToken } from "~/http/signing.server.ts";
import { isEmailTaken } from "./agents.server.ts";
import { hashPassword } from "./passwords.server.ts";
import type { PeopleProblem, Welcome } from "./person.ts";
import { endAllSessions, startSession } from "./sessions.server.ts";
import { endWelcomes, findWelcome } from "./welcome-tokens.server.ts";

export interface AcceptedWelcome {
  token: string;
  /** For the first admin. */
  email?: string;
  /** For the first admin and the invited. */
  name?: string;
  password: string;
  userAgent: string | null;
  /** The session that this browser had so far. */
  oldToken?: string;
  now: number;
}

/**
 * Uses a one-time address up: sets the password, ends every session of the agent, and signs them in. Returns the
 * token for the cookie; none where sign-in asks for a code too, which a new password does not replace. The address may have been used while the password was being hashed.
 */
export async function acceptWelcome(
  db: Db,
  { token, email = "", name = "", password, userAgent, oldToken, now }: AcceptedWelcome,
): Promise<{ sessionToken: string } | { hasSecondStep: true } | { problem: PeopleProblem }> {
  const passwordHash = await hashPassword(password);
  return inTransaction(db, async (trx) => {
    const welcome = await findWelcome(trx, token, now);
    if (!welcome) return { problem: "address_used" };
    if (!welcome.person && (await isEmailTaken(trx, email))) return { problem: "email_taken" };

    await trx.updateTable("welcome_tokens").set({ used_at: now }).where("token_hash", "=", hashToken(token)).execute();
    const agentId = await writeAgent(trx, welcome, { email, name, passwordHash, now });
    await endWelcomes(trx, agentId);
    await endAllSessions(trx, agentId);
    const deed = welcome.kind === "reset" ? "person.password_changed" : "person.joined";
    await noteDeed(trx, { agentId, now }, deed, { subject: agentId });
    if (await hasSecondStep(trx, agentId)) return { hasSecondStep: true };
    return { sessionToken: await startSession(trx, { agentId, userAgent, oldToken, now }) };
  });
}

async function hasSecondStep(trx: Trx, agentId: number): Promise<boolean> {
  const agent = await trx.selectFrom("agents").select("totp_secret").where("id", "=", agentId).executeTakeFirst();
  return agent?.totp_secret != null;
}

async function writeAgent(
  trx: Trx,
  { kind, person }: Welcome,
  { email, name, passwordHash, now }: { email: string; name: string; passwordHash: string; now: number },
): Promise<number> {
  if (person) {
    const changes = { password_hash: passwordHash, ...(kind === "invitation" && name && { name }) };
    await trx.updateTable("agents").set(changes).where("id", "=", person.id).execute();
    return person.id;
  }
  const { id } = await trx
    .insertInto("agents")
    .values({ name, email, role: "admin", password_hash: passwordHash, created_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

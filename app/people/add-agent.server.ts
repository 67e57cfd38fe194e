import { type Db, inTransaction } from "#db/client.ts";
import { type Doer, noteDeed } from "~/audit/note-deed.server.ts";
import { isEmailTaken } from "./agents.server.ts";
import { hashPassword } from "./passwords.server.ts";
import type { PeopleProblem, Role } from "./person.ts";
import { issueWelcome } from "./welcome-tokens.server.ts";

export interface NewAgent {
  name: string;
  /** Lower case. */
  email: string;
  role: Role;
  now: number;
  doer?: Doer;
}

/** Invites somebody to the team: an account without password, and the token of a one-time address to set one at. */
export async function inviteAgent(
  db: Db,
  { now, doer, ...agent }: NewAgent,
): Promise<{ token: string } | { problem: PeopleProblem }> {
  return inTransaction(db, async (trx) => {
    if (await isEmailTaken(trx, agent.email)) return { problem: "email_taken" };
    const { id } = await trx
      .insertInto("agents")
      .values({ ...agent, created_at: now })
      .returning("id")
      .executeTakeFirstOrThrow();
    await noteDeed(trx, doer, "person.invited", { subject: id, details: { to: agent.role } });
    return { token: await issueWelcome(trx, { kind: "invitation", agentId: id, now }) };
  });
}

/** Adds an account that can sign in at once. */
export async function addAgent(
  db: Db,
  { password, now, doer, ...agent }: NewAgent & { password: string },
): Promise<PeopleProblem | undefined> {
  const passwordHash = await hashPassword(password);
  return inTransaction(db, async (trx) => {
    if (await isEmailTaken(trx, agent.email)) return "email_taken";
    const { id } = await trx
      .insertInto("agents")
      .values({ ...agent, password_hash: passwordHash, created_at: now })
      .returning("id")
      .executeTakeFirstOrThrow();
    await noteDeed(trx, doer, "person.added", { subject: id, details: { to: agent.role } });
    return undefined;
  });
}

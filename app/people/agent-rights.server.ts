import { type Db, inTransaction, type Trx } from "#db/client.ts";
import { type Doer, noteDeed } from "~/audit/note-deed.server.ts";
import type { PeopleProblem, Role } from "./person.ts";
import { endAllSessions } from "./sessions.server.ts";
import { endWelcomes } from "./welcome-tokens.server.ts";

/** Makes an agent an admin, or the other way round. The last active admin stays one. */
export async function changeRole(db: Db, agentId: number, role: Role, doer?: Doer): Promise<PeopleProblem | undefined> {
  return inTransaction(db, async (trx) => {
    if (role === "agent" && (await isLastAdmin(trx, agentId))) return "last_admin";
    const { numUpdatedRows } = await trx
      .updateTable("agents")
      .set({ role })
      .where("id", "=", agentId)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return "no_such_agent";
    await noteDeed(trx, doer, `person.made_${role}`, { subject: agentId });
    return undefined;
  });
}

/** Takes an agent's access at once: their sessions and one-time addresses end, what they wrote stays theirs. */
export async function disableAgent(
  db: Db,
  agentId: number,
  now: number,
  doer?: Doer,
): Promise<PeopleProblem | undefined> {
  return inTransaction(db, async (trx) => {
    if (await isLastAdmin(trx, agentId)) return "last_admin";
    const problem = await setDisabled(trx, agentId, now);
    if (problem) return problem;
    await endAllSessions(trx, agentId);
    await endWelcomes(trx, agentId);
    await noteDeed(trx, doer, "person.disabled", { subject: agentId });
    return undefined;
  });
}

/** Lets a disabled agent in again, with the password they had. */
export async function enableAgent(db: Db, agentId: number, doer?: Doer): Promise<PeopleProblem | undefined> {
  return inTransaction(db, async (trx) => {
    const problem = await setDisabled(trx, agentId, null);
    if (!problem) await noteDeed(trx, doer, "person.enabled", { subject: agentId });
    return problem;
  });
}

async function setDisabled(trx: Trx, agentId: number, at: number | null): Promise<PeopleProblem | undefined> {
  const { numUpdatedRows } = await trx
    .updateTable("agents")
    .set({ disabled_at: at })
    .where("id", "=", agentId)
    .executeTakeFirst();
  return numUpdatedRows === 0n ? "no_such_agent" : undefined;
}

/** Whether this is an admin who can sign in, and no other one can. */
async function isLastAdmin(trx: Trx, agentId: number): Promise<boolean> {
  const admins = await trx
    .selectFrom("agents")
    .select("id")
    .where("role", "=", "admin")
    .where("disabled_at", "is", null)
    .where("password_hash", "is not", null)
    .limit(2)
    .execute();
  return admins.length === 1 && admins[0]?.id === agentId;
}

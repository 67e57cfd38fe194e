import type { Db, Trx } from "#db/client.ts";
import type { Person } from "./person.ts";
import type { Agent } from "./viewer.ts";

const MAX_LISTED = 500;

/** The team, by name. */
export async function listPeople(db: Db): Promise<Person[]> {
  const agents = await db
    .selectFrom("agents")
    .select(["id", "name", "email", "role", "password_hash", "disabled_at", "totp_secret"])
    .orderBy("name")
    .orderBy("id")
    .limit(MAX_LISTED)
    .execute();
  return agents.map(({ id, name, email, role, password_hash, disabled_at, totp_secret }) => ({
    id,
    name,
    email,
    role,
    state: disabled_at !== null ? "disabled" : password_hash === null ? "invited" : "active",
    hasSecondStep: totp_secret !== null,
  }));
}

/** The agent with that e-mail, which is in lower case. */
export async function findAgentByEmail(db: Db | Trx, email: string) {
  return db
    .selectFrom("agents")
    .select(["id", "name", "email", "role", "password_hash", "disabled_at", "totp_secret"])
    .where("email", "=", email)
    .executeTakeFirst();
}

/** The e-mail that an agent signs in with. */
export async function findOwnEmail(db: Db, agent: Pick<Agent, "id">): Promise<string> {
  const { email } = await db.selectFrom("agents").select("email").where("id", "=", agent.id).executeTakeFirstOrThrow();
  return email;
}

export async function isEmailTaken(trx: Trx, email: string): Promise<boolean> {
  return (await findAgentByEmail(trx, email)) !== undefined;
}

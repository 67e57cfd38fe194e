import type { Db, Trx } from "#db/client.ts";
import type { Person } from "./person.ts";

const MAX_LISTED = 500;

/** The team, by name. */
export async function listPeople(db: Db): Promise<Person[]> {
  const agents = await db
    .selectFrom("agents")
    .select(["id", "name", "email", "role", "password_hash", "disabled_at"])
    .orderBy("name")
    .orderBy("id")
    .limit(MAX_LISTED)
    .execute();
  return agents.map(({ id, name, email, role, password_hash, disabled_at }) => ({
    id,
    name,
    email,
    role,
    state: disabled_at !== null ? "disabled" : password_hash === null ? "invited" : "active",
  }));
}

/** The agent with that e-mail, which is in lower case. */
export async function findAgentByEmail(db: Db | Trx, email: string) {
  return db
    .selectFrom("agents")
    .select(["id", "name", "email", "role", "password_hash", "disabled_at"])
    .where("email", "=", email)
    .executeTakeFirst();
}

export async function isEmailTaken(trx: Trx, email: string): Promise<boolean> {
  return (await findAgentByEmail(trx, email)) !== undefined;
}

import type { Db } from "#db/client.ts";
import { isPassword } from "./passwords.server.ts";
import { countFailure, forgetTries, takeTry } from "./sign-in-limits.server.ts";
import type { Agent } from "./viewer.ts";

/** An agent who proves once more who they are, before something that a stolen session must not do. */
export interface OwnPassword {
  agent: Agent;
  currentPassword: string;
  network: string;
  now: number;
}

export type PasswordRefusal = { refused: "wrong" } | { refused: "throttled"; minutes: number };

/** Undefined where it is the agent's password. Tries are counted like those of signing in. */
export async function checkOwnPassword(
  db: Db,
  { agent, currentPassword, network, now }: OwnPassword,
): Promise<PasswordRefusal | undefined> {
  const account = await db
    .selectFrom("agents")
    .select(["email", "password_hash"])
    .where("id", "=", agent.id)
    .executeTakeFirstOrThrow();
  const attempt = { account: account.email, network, now };
  const minutes = await takeTry(db, attempt);
  if (minutes) return { refused: "throttled", minutes };
  if (!(await isPassword(currentPassword, account.password_hash))) {
    await countFailure(db, attempt);
    return { refused: "wrong" };
  }
  await forgetTries(db, attempt);
  return undefined;
}

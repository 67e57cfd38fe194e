import { type Db, inTransaction } from "#db/client.ts";
import { findAgentByEmail } from "./agents.server.ts";
import { isPassword } from "./passwords.server.ts";
import { startSession } from "./sessions.server.ts";
import { countFailure, forgetTries, takeTry } from "./sign-in-limits.server.ts";

export interface SignIn {
  /** Lower case. */
  email: string;
  password: string;
  network: string;
  userAgent: string | null;
  /** The session that this browser had so far. */
  oldToken?: string;
  now: number;
}

type SignedIn =
  | { agentId: number; sessionToken: string }
  | { refused: "wrong" }
  | { refused: "throttled"; minutes: number };

/**
 * Checks e-mail and password and starts a session. An unknown e-mail, a wrong password, an account without one and a
 * disabled one get the same answer after the same work, so that nobody learns who is on the team.
 */
export async function signIn(
  db: Db,
  { email, password, network, userAgent, oldToken, now }: SignIn,
): Promise<SignedIn> {
  const attempt = { account: email, network };
  const minutes = await takeTry(attempt);
  if (minutes) return { refused: "throttled", minutes };

  const agent = await findAgentByEmail(db, email);
  const isRight = await isPassword(password, agent?.password_hash);
  const sessionToken =
    isRight && agent?.disabled_at === null
      ? await inTransaction(db, async (trx) => {
          const fresh = await findAgentByEmail(trx, email); // it may have changed while we hashed
          if (fresh?.password_hash !== agent.password_hash || fresh.disabled_at !== null) return undefined;
          return startSession(trx, { agentId: agent.id, userAgent, oldToken, now });
        })
      : undefined;
  if (!agent || !sessionToken) {
    await countFailure(attempt);
    return { refused: "wrong" };
  }
  await forgetTries(attempt);
  return { agentId: agent.id, sessionToken };
}

import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { noteDeed } from "~/audit/note-deed.server.ts";
import { isSame, sign } from "~/http/signing.server.ts";
import { findAgentByEmail } from "./agents.server.ts";
import type { PasswordRefusal } from "./own-password.server.ts";
import { isPassword } from "./passwords.server.ts";
import { takeCode } from "./second-step.server.ts";
import { startSession } from "./sessions.server.ts";
import { countFailure, forgetTries, takeTry } from "./sign-in-limits.server.ts";

interface From {
  network: string;
  userAgent: string | null;
  /** The session that this browser had so far. */
  oldToken?: string;
  now: number;
}

export interface SignIn extends From {
  /** Lower case. */
  email: string;
  password: string;
  /** The site's secret. */
  secret: string;
}

export type SignedIn =
  | { agentId: number; sessionToken: string }
  /** The password was right, and the account asks for a code too: it comes with this token, see finishSignIn. */
  | { halfway: string }
  | PasswordRefusal;

/** Between the password and the code. */
const HALFWAY_MS = 10 * 60 * 1000;

/**
 * Checks e-mail and password and starts a session. An unknown e-mail, a wrong password, an account without one and a
 * disabled one get the same answer after the same work, so that nobody learns who is on the team.
 */
export async function signIn(db: Db, { email, password, secret, ...from }: SignIn): Promise<SignedIn> {
  const attempt = { account: email, network: from.network, now: from.now };
  const minutes = await takeTry(db, attempt);
  if (minutes) return { refused: "throttled", minutes };

  const agent = await findAgentByEmail(db, email);
  const isRight = await isPassword(password, agent?.password_hash);
  const outcome =
    isRight && agent?.disabled_at === null
      ? await inQuietTransaction(db, async (trx) => {
          const fresh = await findAgentByEmail(trx, email); // it may have changed while we hashed
          if (fresh?.password_hash !== agent.password_hash || fresh.disabled_at !== null) return undefined;
          if (fresh.totp_secret !== null) return { halfway: halfwayToken(secret, fresh, from.now) };
          return start(trx, agent.id, from);
        })
      : undefined;
  if (!outcome) {
    await countFailure(db, attempt);
    return { refused: "wrong" };
  }
  await forgetTries(db, attempt);
  return outcome;
}

/**
 * The second half of signing in: a code of the app, or a recovery code. Tries are counted like those of passwords.
 * Undefined where the first half was too long ago, or the account has changed since.
 */
export async function finishSignIn(
  db: Db,
  { halfway, code, secret, ...from }: From & { halfway: string; code: string; secret: string },
): Promise<Exclude<SignedIn, { halfway: string }> | undefined> {
  const [agentId = "", issuedAt = "", signature = ""] = halfway.split(".");
  const isRecent = Number(issuedAt) > from.now - HALFWAY_MS && Number(issuedAt) <= from.now;
  if (!isRecent || !(await findHalfway(db, Number(agentId), Number(issuedAt), signature, secret))) return undefined;
  const attempt = { account: `code ${agentId}`, network: from.network, now: from.now };
  const minutes = await takeTry(db, attempt);
  if (minutes) return { refused: "throttled", minutes };

  const outcome = await inQuietTransaction(db, async (trx) => {
    const account = await findHalfway(trx, Number(agentId), Number(issuedAt), signature, secret);
    if (!account || !(await takeCode(trx, account, { code, secret, now: from.now }))) return undefined;
    return start(trx, account.id, from);
  });
  if (!outcome) {
    await countFailure(db, attempt);
    return { refused: "wrong" };
  }
  await forgetTries(db, attempt);
  return outcome;
}

async function start(trx: Trx, agentId: number, { userAgent, oldToken, now }: From) {
  await noteDeed(trx, { agentId, now }, "person.signed_in", { subject: agentId });
  return { agentId, sessionToken: await startSession(trx, { agentId, userAgent, oldToken, now }) };
}

/** The password is part of the signature: once it is changed, nobody is halfway any more. */
function halfwayToken(secret: string, { id, password_hash }: HalfwayAccount, now: number): string {
  return `${id}.${now}.${sign(secret, "halfway", id, now, password_hash ?? "")}`;
}

interface HalfwayAccount {
  id: number;
  password_hash: string | null;
}

async function findHalfway(db: Db | Trx, agentId: number, issuedAt: number, signature: string, secret: string) {
  const account = await db
    .selectFrom("agents")
    .select(["id", "password_hash", "totp_secret", "totp_last_step"])
    .where("id", "=", agentId || 0)
    .where("disabled_at", "is", null)
    .where("totp_secret", "is not", null)
    .executeTakeFirst();
  if (!account) return undefined;
  return isSame(`${agentId}.${issuedAt}.${signature}`, halfwayToken(secret, account, issuedAt)) ? account : undefined;
}

import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { type Doer, noteDeed } from "~/audit/note-deed.server.ts";
import { checkOwnPassword, type OwnPassword, type PasswordRefusal } from "./own-password.server.ts";
import { countRecoveryCodes, makeRecoveryCodes, takeRecoveryCode } from "./recovery-codes.server.ts";
import { seal, unseal } from "./sealed.server.ts";
import type { SecondStepState } from "./second-step.ts";
import { endSessionsBut } from "./sessions.server.ts";
import { newTotpSecret, totpAddress, totpStep } from "./totp.server.ts";
import type { Agent } from "./viewer.ts";

/** Whether an agent's sign-in asks for a code, since when, and how many recovery codes are left. */
export async function readSecondStep(db: Db, agent: Agent): Promise<SecondStepState> {
  const { totp_secret, totp_since_at } = await db
    .selectFrom("agents")
    .select(["totp_secret", "totp_since_at"])
    .where("id", "=", agent.id)
    .executeTakeFirstOrThrow();
  const since = totp_secret === null ? null : totp_since_at;
  return { since, codesLeft: since === null ? 0 : await countRecoveryCodes(db, agent.id) };
}

/** What an authenticator app needs. `sealed` comes back with the form, so that looking at the page writes nothing. */
export function proposeSecondStep(secret: string, agent: Agent, shown: { site: string; email: string }) {
  const totp = newTotpSecret();
  return { sealed: seal(secret, `totp ${agent.id}`, totp), ...showSecret(totp, shown) };
}

/** The same once more, from the form. */
export function proposedAgain(secret: string, agent: Agent, sealed: string, shown: { site: string; email: string }) {
  const totp = unseal(secret, `totp ${agent.id}`, sealed);
  return totp === undefined ? undefined : { sealed, ...showSecret(totp, shown) };
}

const showSecret = (totp: string, shown: { site: string; email: string }) => ({
  key: totp.replace(/(.{4})(?=.)/g, "$1 "),
  address: totpAddress(totp, shown),
});

type Refused = PasswordRefusal | { refused: "code" };

/**
 * Asks for a code at sign-in from now on, once one has shown that the app has the secret. The agent's other sessions
 * end. Returns the recovery codes, to be shown once.
 */
export async function turnOnSecondStep(
  db: Db,
  { agent, secret, sealed, code, ...password }: OwnPassword & { secret: string; sealed: string; code: string },
): Promise<{ codes: string[] } | Refused> {
  const { now } = password;
  const totp = unseal(secret, `totp ${agent.id}`, sealed);
  const step = totp === undefined ? undefined : totpStep(totp, plain(code), now);
  if (step === undefined) return { refused: "code" };
  const refused = await checkOwnPassword(db, { agent, ...password });
  if (refused) return refused;
  return inQuietTransaction(db, async (trx) => {
    await trx
      .updateTable("agents")
      .set({ totp_secret: sealed, totp_since_at: now, totp_last_step: step })
      .where("id", "=", agent.id)
      .execute();
    await endSessionsBut(trx, agent);
    await noteDeed(trx, { agentId: agent.id, now }, "person.second_step_on", { subject: agent.id });
    return { codes: await makeRecoveryCodes(trx, agent.id, now) };
  });
}

/** An agent's own way back to the password alone. */
export async function turnOffSecondStep(db: Db, own: OwnPassword): Promise<PasswordRefusal | undefined> {
  const refused = await checkOwnPassword(db, own);
  if (!refused) await dropSecondStep(db, own.agent.id, { agentId: own.agent.id, now: own.now });
  return refused;
}

/** New recovery codes; the old ones end. */
export async function renewRecoveryCodes(db: Db, own: OwnPassword): Promise<{ codes: string[] } | PasswordRefusal> {
  const refused = await checkOwnPassword(db, own);
  if (refused) return refused;
  const { agent, now } = own;
  return inQuietTransaction(db, async (trx) => {
    await noteDeed(trx, { agentId: agent.id, now }, "person.recovery_codes", { subject: agent.id });
    return { codes: await makeRecoveryCodes(trx, agent.id, now) };
  });
}

/** For somebody who has lost their phone and their codes: an admin or the command line takes the second step away. */
export async function dropSecondStep(db: Db, agentId: number, doer: Doer): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable("agents")
      .set({ totp_secret: null, totp_since_at: null, totp_last_step: null })
      .where("id", "=", agentId)
      .where("totp_secret", "is not", null)
      .executeTakeFirst();
    await trx.deleteFrom("recovery_codes").where("agent_id", "=", agentId).execute();
    if (numUpdatedRows > 0n) await noteDeed(trx, doer, "person.second_step_off", { subject: agentId });
  });
}

interface Account {
  id: number;
  totp_secret: string | null;
  totp_last_step: number | null;
}

/** Takes a code of the app or a recovery code, each of them once. */
export async function takeCode(
  trx: Trx,
  account: Account,
  { code, secret, now }: { code: string; secret: string; now: number },
): Promise<boolean> {
  const typed = plain(code);
  if (!/^\d{6}$/.test(typed)) {
    if (!(await takeRecoveryCode(trx, account.id, typed, now))) return false;
    await noteDeed(trx, { agentId: account.id, now }, "person.recovery_code_used", { subject: account.id });
    return true;
  }
  const totp = unseal(secret, `totp ${account.id}`, account.totp_secret ?? "");
  const step = totp === undefined ? undefined : totpStep(totp, typed, now);
  if (step === undefined || step <= (account.totp_last_step ?? 0)) return false;
  await trx.updateTable("agents").set({ totp_last_step: step }).where("id", "=", account.id).execute();
  return true;
}

/** As people type and paste them: with spaces and dashes. */
const plain = (code: string) => code.normalize("NFKC").replace(/[\s-]/g, "");

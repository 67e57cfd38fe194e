import { randomBytes } from "node:crypto";
import type { Db, Trx } from "#db/client.ts";
import { hashToken } from "~/http/signing.server.ts";

const CODES = 8;
/** RFC 4648's base32: no 0, 1 or 8 that could be read as letters. */
const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
/** 120 bits, so that a plain hash is enough (ASVS 5.0 6.5.2). */
const LENGTH = 24;

/** Makes an agent's codes anew and returns them, to be shown once: `k3mf-92qx-…`. Earlier ones end. */
export async function makeRecoveryCodes(trx: Trx, agentId: number, now: number): Promise<string[]> {
  await trx.deleteFrom("recovery_codes").where("agent_id", "=", agentId).execute();
  const codes = Array.from({ length: CODES }, makeCode);
  const rows = codes.map((code) => ({ code_hash: hashCode(code), agent_id: agentId, created_at: now, used_at: null }));
  await trx.insertInto("recovery_codes").values(rows).execute();
  return codes;
}

/** Uses a code up. False where it is none of the agent's, or was used. */
export async function takeRecoveryCode(trx: Trx, agentId: number, code: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("recovery_codes")
    .set({ used_at: now })
    .where("code_hash", "=", hashCode(code))
    .where("agent_id", "=", agentId)
    .where("used_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function countRecoveryCodes(db: Db, agentId: number): Promise<number> {
  const { left } = await db
    .selectFrom("recovery_codes")
    .select((eb) => eb.fn.countAll<number>().as("left"))
    .where("agent_id", "=", agentId)
    .where("used_at", "is", null)
    .executeTakeFirstOrThrow();
  return left;
}

function makeCode(): string {
  const letters = [...randomBytes(LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

const hashCode = (code: string) => hashToken(`recovery ${code.toLowerCase().replace(/[^a-z2-7]/g, "")}`);

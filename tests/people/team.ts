import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Db, inTransaction } from "#db/client.ts";
import { hashPassword } from "~/people/passwords.server.ts";
import { startSession } from "~/people/sessions.server.ts";
import type { Agent } from "~/people/viewer.ts";
import { openMigrated } from "../support/database.ts";

export const NOW = Date.UTC(2026, 10, 2, 12);
export const HOUR = 60 * 60 * 1000;
export const DAY = 24 * HOUR;
export const PASSWORD = "three plain words";
export const SECRET = "a secret that only tests know, 32 long";

/** Weak on purpose: the real cost takes half a second. */
const QUICK = { ln: 4, r: 8, p: 1 };

/** An empty database of its own; close it after the test. */
export async function makeDatabase(): Promise<Db> {
  const folder = mkdtempSync(join(tmpdir(), "glasno-people-"));
  return openMigrated(join(folder, "test.sqlite"));
}

let created = 0;

/** Somebody on the team with the password PASSWORD, or with none. */
export async function createAgent(
  db: Db,
  {
    name = "Anna",
    email = `agent-${++created}@example.com`,
    role = "agent",
    password = PASSWORD,
  }: Partial<{
    name: string;
    email: string;
    role: Agent["role"];
    password: string | null;
  }> = {},
): Promise<{ id: number; name: string; email: string }> {
  const password_hash = password === null ? null : await hashPassword(password, QUICK);
  const { id } = await inTransaction(db, (trx) =>
    trx
      .insertInto("agents")
      .values({ name, email, role, password_hash, created_at: NOW })
      .returning("id")
      .executeTakeFirstOrThrow(),
  );
  return { id, name, email };
}

export function createSession(db: Db, agentId: number, now = NOW): Promise<string> {
  return inTransaction(db, (trx) => startSession(trx, { agentId, userAgent: "Firefox/145.0 (Linux)", now }));
}

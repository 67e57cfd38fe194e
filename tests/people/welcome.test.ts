import { beforeEach, expect, test } from "vitest";
import { closeDatabase, type Db, inTransaction } from "#db/client.ts";
import { hashToken } from "~/http/signing.server.ts";
import { acceptWelcome } from "~/people/accept-welcome.server.ts";
import { inviteAgent } from "~/people/add-agent.server.ts";
import { disableAgent } from "~/people/agent-rights.server.ts";
import { findAgentByEmail } from "~/people/agents.server.ts";
import { isPassword } from "~/people/passwords.server.ts";
import { resetPassword } from "~/people/set-password.server.ts";
import { signIn } from "~/people/sign-in.server.ts";
import { findWelcome, issueWelcome } from "~/people/welcome-tokens.server.ts";
import { createAgent, createSession, DAY, makeDatabase, NOW, PASSWORD, SECRET } from "./team.ts";

let db: Db;
beforeEach(async () => {
  db = await makeDatabase();
  return () => closeDatabase(db);
});

const accept = (token: string, more: object = {}) =>
  acceptWelcome(db, { token, password: "another three words", userAgent: null, now: NOW, ...more });

const firstAdmin = () =>
  inTransaction(db, (trx) => issueWelcome(trx, { kind: "first_admin", agentId: null, now: NOW }));

async function invite(email = "vera@example.com"): Promise<string> {
  const invited = await inviteAgent(db, { name: "Vera", email, role: "agent", now: NOW });
  if ("problem" in invited) throw new Error(invited.problem);
  return invited.token;
}

async function reset(agentId: number): Promise<string> {
  const made = await resetPassword(db, agentId, NOW);
  if ("problem" in made) throw new Error(made.problem);
  return made.token;
}

test("the first admin creates their account once", async () => {
  const token = await firstAdmin();
  expect(await findWelcome(db, token, NOW)).toEqual({ kind: "first_admin", person: null });
  const made = await accept(token, { name: "Anna", email: "anna@example.com" });
  expect(made).toHaveProperty("sessionToken");
  expect(await findAgentByEmail(db, "anna@example.com")).toMatchObject({ name: "Anna", role: "admin" });
  expect(await findWelcome(db, token, NOW)).toBeUndefined();
  expect(await accept(token, { name: "Eve", email: "eve@example.com" })).toEqual({ problem: "address_used" });
});

test("the first admin's address ends when an admin has come in another way", async () => {
  const token = await firstAdmin();
  await createAgent(db, { role: "admin" });
  expect(await findWelcome(db, token, NOW)).toBeUndefined();
});

test("two browsers that use one address at once make one admin", async () => {
  const token = await firstAdmin();
  const made = await Promise.all([
    accept(token, { name: "Anna", email: "anna@example.com" }),
    accept(token, { name: "Eve", email: "eve@example.com" }),
  ]);
  expect(made.filter((one) => "sessionToken" in one)).toHaveLength(1);
});

test("an e-mail that the team has already is refused, and the address stays good", async () => {
  const { email } = await createAgent(db);
  const token = await firstAdmin();
  expect(await accept(token, { name: "Anna", email })).toEqual({ problem: "email_taken" });
  expect(await findWelcome(db, token, NOW)).toBeDefined();
});

test("an invited agent may correct their name, chooses a password, and is signed in", async () => {
  const token = await invite();
  expect(await findWelcome(db, token, NOW)).toMatchObject({ kind: "invitation", person: { name: "Vera" } });
  await accept(token, { name: "Vera Lind", email: "ignored@example.com" });
  const agent = await findAgentByEmail(db, "vera@example.com");
  expect(agent).toMatchObject({ name: "Vera Lind", role: "agent" });
  expect(await isPassword("another three words", agent?.password_hash)).toBe(true);
});

test("looking at an address does not use it up", async () => {
  const token = await invite();
  for (let i = 0; i < 3; i++) expect(await findWelcome(db, token, NOW)).toBeDefined();
});

test("an invitation lives seven days, a reset one", async () => {
  const [invitation, again] = [await invite(), await reset((await createAgent(db)).id)];
  expect(await findWelcome(db, invitation, NOW + 7 * DAY - 1)).toBeDefined();
  expect(await findWelcome(db, invitation, NOW + 7 * DAY)).toBeUndefined();
  expect(await findWelcome(db, again, NOW + DAY - 1)).toMatchObject({ kind: "reset" });
  expect(await findWelcome(db, again, NOW + DAY)).toBeUndefined();
});

test("a reset keeps the old password until it is used, then ends every session", async () => {
  const agent = await createAgent(db);
  const oldToken = await createSession(db, agent.id);
  const token = await reset(agent.id);
  const tryOld = () =>
    signIn(db, {
      email: agent.email,
      password: PASSWORD,
      network: "10.0.0",
      userAgent: null,
      secret: SECRET,
      now: NOW,
    });
  expect(await tryOld()).toHaveProperty("sessionToken");
  await accept(token, { name: "Somebody else" });
  expect(await tryOld()).toEqual({ refused: "wrong" });
  const sessions = await db
    .selectFrom("agent_sessions")
    .select("token_hash")
    .where("agent_id", "=", agent.id)
    .execute();
  expect(sessions).toHaveLength(1);
  expect(sessions).not.toContainEqual({ token_hash: hashToken(oldToken) });
  expect(await findAgentByEmail(db, agent.email)).toMatchObject({ name: agent.name });
});

test("a newer address ends the older one", async () => {
  const agent = await createAgent(db);
  const [older, newer] = [await reset(agent.id), await reset(agent.id)];
  expect(await findWelcome(db, older, NOW)).toBeUndefined();
  expect(await findWelcome(db, newer, NOW)).toBeDefined();
});

test("a disabled agent's address ends, and they get no new one", async () => {
  const agent = await createAgent(db);
  const token = await reset(agent.id);
  await disableAgent(db, agent.id, NOW);
  expect(await findWelcome(db, token, NOW)).toBeUndefined();
  expect(await resetPassword(db, agent.id, NOW)).toEqual({ problem: "is_disabled" });
});

test("a wrong address is good for nothing", async () => {
  await invite();
  for (const token of ["", "x", "__proto__", "' or 1=1 --"]) expect(await findWelcome(db, token, NOW)).toBeUndefined();
});

test("the database keeps addresses as hashes", async () => {
  const token = await invite();
  const rows = await db.selectFrom("welcome_tokens").selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(rows).toMatchObject([{ token_hash: hashToken(token) }]);
});

test("nobody is invited twice", async () => {
  await invite();
  const again = await inviteAgent(db, { name: "Vera", email: "vera@example.com", role: "admin", now: NOW });
  expect(again).toEqual({ problem: "email_taken" });
});

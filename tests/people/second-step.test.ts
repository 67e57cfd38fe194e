import { Secret, TOTP } from "otpauth";
import { afterAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, type Db, inTransaction } from "#db/client.ts";
import { acceptWelcome } from "~/people/accept-welcome.server.ts";
import { disableAgent } from "~/people/agent-rights.server.ts";
import { hashPassword } from "~/people/passwords.server.ts";
import { seal, unseal } from "~/people/sealed.server.ts";
import {
  dropSecondStep,
  proposeSecondStep,
  readSecondStep,
  renewRecoveryCodes,
  turnOffSecondStep,
  turnOnSecondStep,
} from "~/people/second-step.server.ts";
import { finishSignIn, signIn } from "~/people/sign-in.server.ts";
import { issueWelcome } from "~/people/welcome-tokens.server.ts";
import { createAgent, createSession, makeDatabase, NOW, PASSWORD, SECRET } from "./team.ts";

const db: Db = await makeDatabase();
afterAll(() => closeDatabase(db));

const STEP = 30_000;
let network = 0;
let me: { id: number; name: string; email: string; role: "agent"; sessionId: number };
let key: string;
let codes: string[];

const codeAt = (now: number) => new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: now });
const own = (currentPassword = PASSWORD) => ({ agent: me, currentPassword, network: `n${++network}`, now: NOW });
const from = (now = NOW) => ({ network: `n${++network}`, userAgent: null, secret: SECRET, now });

async function halfway(now = NOW): Promise<string> {
  const answer = await signIn(db, { email: me.email, password: PASSWORD, ...from(now) });
  if (!("halfway" in answer)) throw new Error("no code was asked for");
  return answer.halfway;
}

beforeEach(async () => {
  const agent = await createAgent(db);
  me = { ...agent, role: "agent", sessionId: 0 };
  const proposed = proposeSecondStep(SECRET, me, { site: "Forum", email: me.email });
  key = proposed.key.replaceAll(" ", "");
  const on = { ...own(), secret: SECRET, sealed: proposed.sealed };
  expect(await turnOnSecondStep(db, { ...on, code: "000000" })).toEqual({ refused: "code" });
  const elsewhere = await createSession(db, me.id);
  const made = await turnOnSecondStep(db, { ...on, code: codeAt(NOW - STEP) });
  codes = "codes" in made ? made.codes : [];
  expect(codes).toHaveLength(8);
  expect(elsewhere).toBeTruthy();
});

test("the password alone starts no session, and the code of the app does, once", async () => {
  const first = await halfway();
  expect(await db.selectFrom("agent_sessions").select("id").where("agent_id", "=", me.id).execute()).toEqual([]);
  expect(await finishSignIn(db, { halfway: first, code: codeAt(NOW + 10 * STEP), ...from() })).toMatchObject({
    refused: "wrong",
  });
  const typed = `${codeAt(NOW).slice(0, 3)} ${codeAt(NOW).slice(3)}`;
  expect(await finishSignIn(db, { halfway: first, code: typed, ...from() })).toHaveProperty("sessionToken");
  expect(await finishSignIn(db, { halfway: first, code: typed, ...from() })).toEqual({ refused: "wrong" });
});

test("two browsers with the same code at once: one gets in", async () => {
  const token = await halfway();
  const both = await Promise.all([1, 2].map(() => finishSignIn(db, { halfway: token, code: codeAt(NOW), ...from() })));
  expect(both.filter((one) => one && "sessionToken" in one)).toHaveLength(1);
});

test("a recovery code opens the account once, also typed without dashes and in capitals", async () => {
  const code = String(codes[0]).toUpperCase().replaceAll("-", " ");
  const token = await halfway();
  expect(await finishSignIn(db, { halfway: token, code, ...from() })).toHaveProperty("sessionToken");
  expect(await finishSignIn(db, { halfway: token, code, ...from() })).toEqual({ refused: "wrong" });
  expect(await readSecondStep(db, me)).toEqual({ since: NOW, codesLeft: 7 });
});

test("nobody comes halfway by a forged, an old or somebody else's token, nor after a change of the account", async () => {
  const token = await halfway();
  const [id, at, signature] = token.split(".");
  for (const forged of ["", "x", `${Number(id) - 1}.${at}.${signature}`, `${id}.${Number(at) + 1}.${signature}`])
    expect(await finishSignIn(db, { halfway: forged, code: codeAt(NOW), ...from() })).toBeUndefined();
  const later = NOW + 11 * 60_000;
  expect(await finishSignIn(db, { halfway: token, code: codeAt(later), ...from(later) })).toBeUndefined();
  const password_hash = await hashPassword("other words", { ln: 4, r: 8, p: 1 });
  const changed = await db.selectFrom("agents").selectAll().where("id", "=", me.id).executeTakeFirstOrThrow();
  const write = (hash: string | null) =>
    inTransaction(db, (trx) =>
      trx.updateTable("agents").set({ password_hash: hash }).where("id", "=", me.id).execute(),
    );
  await write(password_hash);
  expect(await finishSignIn(db, { halfway: token, code: codeAt(NOW), ...from() })).toBeUndefined();
  await write(changed.password_hash);
  const again = await halfway();
  await disableAgent(db, me.id, NOW);
  expect(await finishSignIn(db, { halfway: again, code: codeAt(NOW), ...from() })).toBeUndefined();
});

test("codes are not guessed: after five wrong ones the network waits", async () => {
  const token = await halfway();
  const here = from();
  for (let i = 0; i < 5; i++)
    expect(await finishSignIn(db, { halfway: token, code: "123123", ...here })).toEqual({ refused: "wrong" });
  expect(await finishSignIn(db, { halfway: token, code: codeAt(NOW), ...here })).toMatchObject({
    refused: "throttled",
  });
});

test("a reset of the password does not go past the code", async () => {
  const token = await inTransaction(db, (trx) => issueWelcome(trx, { kind: "reset", agentId: me.id, now: NOW }));
  const accepted = await acceptWelcome(db, { token, password: PASSWORD, userAgent: null, now: NOW });
  expect(accepted).toEqual({ hasSecondStep: true });
  expect(await db.selectFrom("agent_sessions").select("id").where("agent_id", "=", me.id).execute()).toEqual([]);
});

test("switching off and new codes need the password; an admin needs only to be one", async () => {
  expect(await turnOffSecondStep(db, own("not my password"))).toEqual({ refused: "wrong" });
  expect(await renewRecoveryCodes(db, own("not my password"))).toEqual({ refused: "wrong" });
  const renewed = await renewRecoveryCodes(db, own());
  expect("codes" in renewed && renewed.codes.some((code) => codes.includes(code))).toBe(false);
  expect(await finishSignIn(db, { halfway: await halfway(), code: String(codes[0]), ...from() })).toEqual({
    refused: "wrong",
  });
  expect(await turnOffSecondStep(db, own())).toBeUndefined();
  expect(await signIn(db, { email: me.email, password: PASSWORD, ...from() })).toHaveProperty("sessionToken");
  expect(await readSecondStep(db, me)).toEqual({ since: null, codesLeft: 0 });
  await dropSecondStep(db, me.id, { agentId: me.id, now: NOW });
});

test("the database holds neither the key nor a recovery code in the clear", async () => {
  const rows = JSON.stringify([
    await db.selectFrom("agents").selectAll().execute(),
    await db.selectFrom("recovery_codes").selectAll().execute(),
  ]);
  expect(rows).not.toContain(key);
  for (const code of codes) expect(rows).not.toContain(code.replaceAll("-", ""));
});

test("what is sealed opens with the same secret and for the same purpose only", () => {
  const sealed = seal(SECRET, "totp 1", "words");
  expect(unseal(SECRET, "totp 1", sealed)).toBe("words");
  expect(unseal(SECRET, "totp 2", sealed)).toBeUndefined();
  expect(unseal(`${SECRET}x`, "totp 1", sealed)).toBeUndefined();
  for (const broken of ["", "x", `${sealed.slice(0, -2)}AA`]) expect(unseal(SECRET, "totp 1", broken)).toBeUndefined();
});

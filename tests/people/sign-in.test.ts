import { afterAll, expect, test } from "vitest";
import { closeDatabase } from "#db/client.ts";
import { hashToken } from "~/http/signing.server.ts";
import { disableAgent } from "~/people/agent-rights.server.ts";
import { signIn } from "~/people/sign-in.server.ts";
import { createAgent, createSession, DAY, makeDatabase, NOW, PASSWORD, SECRET } from "./team.ts";

const db = await makeDatabase();
afterAll(() => closeDatabase(db));

const from = (network: string) => ({ network, userAgent: "Firefox/145.0", secret: SECRET, now: NOW });

test("signing in starts a session that the database knows only by its hash", async () => {
  const agent = await createAgent(db);
  const signedIn = await signIn(db, { email: agent.email, password: PASSWORD, ...from("10.0.0") });
  const token = "sessionToken" in signedIn ? signedIn.sessionToken : "";
  const session = await db.selectFrom("agent_sessions").selectAll().where("agent_id", "=", agent.id).execute();
  expect(session).toMatchObject([{ token_hash: hashToken(token), expires_at: NOW + 14 * DAY }]);
  expect(JSON.stringify(session)).not.toContain(token);
});

test("signing in ends the session that the browser had", async () => {
  const agent = await createAgent(db);
  const oldToken = await createSession(db, agent.id);
  const elsewhere = await createSession(db, agent.id);
  await signIn(db, { email: agent.email, password: PASSWORD, oldToken, ...from("10.0.1") });
  const left = await db.selectFrom("agent_sessions").select("token_hash").where("agent_id", "=", agent.id).execute();
  expect(left).toHaveLength(2);
  expect(left).not.toContainEqual({ token_hash: hashToken(oldToken) });
  expect(left).toContainEqual({ token_hash: hashToken(elsewhere) });
});

test("a wrong password, an unknown e-mail, an invited and a disabled agent get one answer", async () => {
  const [agent, invited, disabled] = [
    await createAgent(db),
    await createAgent(db, { password: null }),
    await createAgent(db),
  ];
  await disableAgent(db, disabled.id, NOW);
  const answers = [
    await signIn(db, { email: agent.email, password: "another password", ...from("10.0.2") }),
    await signIn(db, { email: "nobody@example.com", password: PASSWORD, ...from("10.0.2") }),
    await signIn(db, { email: invited.email, password: "", ...from("10.0.2") }),
    await signIn(db, { email: disabled.email, password: PASSWORD, ...from("10.0.2") }),
  ];
  expect(answers).toEqual(Array(4).fill({ refused: "wrong" }));
});

test("after five wrong tries a network waits, and the owner gets in from elsewhere", async () => {
  const { email } = await createAgent(db);
  const wrong = { email, password: "another password" };
  for (let i = 0; i < 5; i++) expect(await signIn(db, { ...wrong, ...from("10.1.0") })).toEqual({ refused: "wrong" });
  const sixth = await signIn(db, { email, password: PASSWORD, ...from("10.1.0") });
  expect(sixth).toEqual({ refused: "throttled", minutes: 15 });
  expect(await signIn(db, { email, password: PASSWORD, ...from("10.1.1") })).toHaveProperty("sessionToken");
});

test("a success forgets the wrong tries before it", async () => {
  const { email } = await createAgent(db);
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 4; i++) await signIn(db, { email, password: "another password", ...from("10.2.0") });
    expect(await signIn(db, { email, password: PASSWORD, ...from("10.2.0") })).toHaveProperty("sessionToken");
  }
});

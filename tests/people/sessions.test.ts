import type { AppLoadContext } from "@remix-run/node";
import { beforeEach, expect, test } from "vitest";
import { closeDatabase, type Db } from "#db/client.ts";
import { browserName } from "~/people/browser-name.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { requireAgent } from "~/people/guards.server.ts";
import {
  endOtherSessions,
  endOwnSession,
  endSessionOfToken,
  listSessions,
  touchSession,
} from "~/people/sessions.server.ts";
import { changePassword } from "~/people/set-password.server.ts";
import type { Agent } from "~/people/viewer.ts";
import { createAgent, createSession, DAY, HOUR, makeDatabase, NOW, PASSWORD } from "./team.ts";

let db: Db;
beforeEach(async () => {
  db = await makeDatabase();
  return () => closeDatabase(db);
});

const contextAt = (now: number) => ({ now, secureCookies: false }) as AppLoadContext;
const requestWith = (token: string, method = "GET") =>
  new Request("http://localhost/desk", { method, headers: { cookie: `agent=${token}` } });

async function agentOf(token: string, now = NOW): Promise<Agent> {
  const { agent } = await findViewer(db, requestWith(token), contextAt(now));
  if (!agent) throw new Error("signed out");
  return agent;
}

const isSignedIn = (token: string, now = NOW) =>
  agentOf(token, now).then(
    () => true,
    () => false,
  );

test("signing out ends the session on the server", async () => {
  const token = await createSession(db, (await createAgent(db)).id);
  await endSessionOfToken(db, token);
  expect(await isSignedIn(token)).toBe(false);
});

test("a session ends after 14 days in which it wrote nothing", async () => {
  const token = await createSession(db, (await createAgent(db)).id);
  expect(await isSignedIn(token, NOW + 14 * DAY - 1)).toBe(true);
  expect(await isSignedIn(token, NOW + 14 * DAY)).toBe(false);
});

test("writing puts the end off, up to 30 days", async () => {
  const token = await createSession(db, (await createAgent(db)).id);
  const { sessionId } = await agentOf(token);
  await touchSession(db, sessionId, NOW + 10 * DAY);
  expect(await isSignedIn(token, NOW + 20 * DAY)).toBe(true);
  await touchSession(db, sessionId, NOW + 20 * DAY);
  expect(await isSignedIn(token, NOW + 30 * DAY - 1)).toBe(true);
  expect(await isSignedIn(token, NOW + 30 * DAY)).toBe(false);
});

test("a form counts as use once an hour, reading never", async () => {
  const token = await createSession(db, (await createAgent(db)).id);
  const lastUsed = async () =>
    (await db.selectFrom("agent_sessions").select("last_used_at").executeTakeFirstOrThrow()).last_used_at;
  await requireAgent(db, requestWith(token), contextAt(NOW + DAY));
  await requireAgent(db, requestWith(token, "POST"), contextAt(NOW + HOUR - 1));
  expect(await lastUsed()).toBe(NOW);
  await requireAgent(db, requestWith(token, "POST"), contextAt(NOW + HOUR));
  expect(await lastUsed()).toBe(NOW + HOUR);
});

test("an agent ends their own sessions, one or all others, and nobody else's", async () => {
  const [anna, boris] = [await createAgent(db), await createAgent(db)];
  const [here, there, third] = [
    await createSession(db, anna.id),
    await createSession(db, anna.id),
    await createSession(db, anna.id),
  ];
  const borises = await createSession(db, boris.id);
  const me = await agentOf(here);

  await endOwnSession(db, me, (await agentOf(borises)).sessionId);
  expect(await isSignedIn(borises)).toBe(true);
  await endOwnSession(db, me, (await agentOf(there)).sessionId);
  expect(await isSignedIn(there)).toBe(false);
  await endOtherSessions(db, me);
  expect([await isSignedIn(here), await isSignedIn(third), await isSignedIn(borises)]).toEqual([true, false, true]);
});

test("the list shows an agent's own sessions, the current one first, without those that ended", async () => {
  const agent = await createAgent(db);
  await createSession(db, agent.id, NOW - 15 * DAY);
  const here = await createSession(db, agent.id, NOW - DAY);
  await createSession(db, agent.id, NOW);
  await createSession(db, (await createAgent(db)).id);
  const sessions = await listSessions(db, await agentOf(here), NOW);
  expect(sessions).toMatchObject([
    { isCurrent: true, startedAt: NOW - DAY, browser: "Firefox, Linux" },
    { isCurrent: false, startedAt: NOW },
  ]);
});

test("a changed password ends all sessions and gives the browser a new one", async () => {
  const agent = await createAgent(db);
  const [here, there] = [await createSession(db, agent.id), await createSession(db, agent.id)];
  const change = (currentPassword: string) =>
    agentOf(here).then((me) =>
      changePassword(db, {
        agent: me,
        currentPassword,
        newPassword: "another three words",
        network: "10.0.0",
        userAgent: null,
        now: NOW,
      }),
    );
  expect(await change("not the password")).toEqual({ refused: "wrong" });
  expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, true]);

  const changed = await change(PASSWORD);
  expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([false, false]);
  expect(await isSignedIn("sessionToken" in changed ? changed.sessionToken : "")).toBe(true);
});

test("the current password cannot be guessed from a stolen session", async () => {
  const agent = await createAgent(db, { email: "stolen@example.com" });
  const me = await agentOf(await createSession(db, agent.id));
  const guess = (currentPassword: string) =>
    changePassword(db, { agent: me, currentPassword, newPassword: "x", network: "10.0.9", userAgent: null, now: NOW });
  for (let i = 0; i < 5; i++) expect(await guess(`guess number ${i}`)).toEqual({ refused: "wrong" });
  expect(await guess(PASSWORD)).toEqual({ refused: "throttled", minutes: 15 });
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox, Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
    "Chrome, Windows",
  ],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "Edge, Windows"],
  ["Mozilla/5.0 (Windows NT 10.0) Chrome/138.0 YaBrowser/25.8 Safari/537.36", "Yandex, Windows"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari, macOS"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"],
  ["Mozilla/5.0 (Linux; Android 15) Chrome/142.0 Mobile Safari/537.36", "Chrome, Android"],
  ["curl/8.5.0", "curl/8.5.0"],
  ["", ""],
])("%s is called %s", (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});

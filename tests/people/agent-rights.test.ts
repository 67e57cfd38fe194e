import type { AppLoadContext } from "@remix-run/node";
import { beforeEach, expect, test } from "vitest";
import { closeDatabase, type Db } from "#db/client.ts";
import { changeRole, disableAgent, enableAgent } from "~/people/agent-rights.server.ts";
import { listPeople } from "~/people/agents.server.ts";
import { findViewer } from "~/people/find-viewer.server.ts";
import { createAgent, createSession, makeDatabase, NOW } from "./team.ts";

let db: Db;
beforeEach(async () => {
  db = await makeDatabase();
  return () => closeDatabase(db);
});

const viewerWith = (token: string, now = NOW) =>
  findViewer(db, new Request("http://localhost/desk", { headers: { cookie: `agent=${token}` } }), {
    now,
    secureCookies: false,
  } as AppLoadContext);

test("a disabled agent is out at once, and what ended does not come back", async () => {
  const agent = await createAgent(db);
  const token = await createSession(db, agent.id);
  expect((await viewerWith(token)).agent).toMatchObject({ id: agent.id });
  expect(await disableAgent(db, agent.id, NOW)).toBeUndefined();
  expect((await viewerWith(token)).agent).toBeNull();
  await enableAgent(db, agent.id);
  expect((await viewerWith(token)).agent).toBeNull();
});

test("the last admin can be neither disabled nor made an agent", async () => {
  const admin = await createAgent(db, { role: "admin" });
  await createAgent(db);
  await createAgent(db, { role: "admin", password: null });
  const disabled = await createAgent(db, { role: "admin" });
  await disableAgent(db, disabled.id, NOW);
  expect(await disableAgent(db, admin.id, NOW)).toBe("last_admin");
  expect(await changeRole(db, admin.id, "agent")).toBe("last_admin");
});

test("of two admins who disable each other at once one stays", async () => {
  const [one, other] = [await createAgent(db, { role: "admin" }), await createAgent(db, { role: "admin" })];
  const outcomes = await Promise.all([disableAgent(db, one.id, NOW), disableAgent(db, other.id, NOW)]);
  expect(outcomes.filter((problem) => problem === "last_admin")).toHaveLength(1);
});

test("a role is changed for the next request", async () => {
  await createAgent(db, { role: "admin" });
  const agent = await createAgent(db);
  const token = await createSession(db, agent.id);
  await changeRole(db, agent.id, "admin");
  expect((await viewerWith(token)).agent?.role).toBe("admin");
  await changeRole(db, agent.id, "agent");
  expect((await viewerWith(token)).agent?.role).toBe("agent");
});

test("somebody who is not there is nobody to change", async () => {
  expect(await changeRole(db, 99, "admin")).toBe("no_such_agent");
  expect(await disableAgent(db, 99, NOW)).toBe("no_such_agent");
  expect(await enableAgent(db, 99)).toBe("no_such_agent");
});

test("the list says who is active, invited and disabled, and no secrets", async () => {
  await createAgent(db, { name: "Anna", email: "anna@example.com", role: "admin" });
  await createAgent(db, { name: "Boris", email: "boris@example.com", password: null });
  const vera = await createAgent(db, { name: "Vera", email: "vera@example.com" });
  await disableAgent(db, vera.id, NOW);
  expect(await listPeople(db)).toEqual([
    {
      id: expect.any(Number),
      name: "Anna",
      email: "anna@example.com",
      role: "admin",
      state: "active",
      hasSecondStep: false,
    },
    {
      id: expect.any(Number),
      name: "Boris",
      email: "boris@example.com",
      role: "agent",
      state: "invited",
      hasSecondStep: false,
    },
    {
      id: expect.any(Number),
      name: "Vera",
      email: "vera@example.com",
      role: "agent",
      state: "disabled",
      hasSecondStep: false,
    },
  ]);
});

import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { inQuietTransaction } from "#db/client.ts";
import { followByPush } from "~/push/follow-by-push.server.ts";
import { forgetBrowserOf, forgetOldPushes } from "~/push/forget-browsers.server.ts";
import { findSessionPush, pushToAgents, startSessionPush, stopSessionPush } from "~/push/push-to-agents.server.ts";
import { openCarrier } from "~/push/send-carrier.server.ts";
import { outcomeOf, retryAfterMs } from "~/push/send-outcome.ts";
import { isPublicAddress, parseSubscription } from "~/push/subscription.ts";
import { setVisibility } from "~/tickets/change-visibility.server.ts";
import { mergeTickets, unmergeTicket } from "~/tickets/merge-tickets.server.ts";
import { changeStatus } from "~/tickets/set-status.server.ts";
import { ticketNumberPath, ticketPath } from "~/urls.ts";
import { openTestDatabase } from "../support/database.ts";
import { asAgent, createAgent, createReply, createTicket, createVisitor } from "../support/factories.ts";
import { deliverPushes, startPushService } from "../support/push-service.ts";

const db = await openTestDatabase();
const agent = await createAgent(db);
const team = asAgent(agent);
const service = await startPushService();
afterAll(() => service.stop());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const start = Date.now();

beforeEach(async () => {
  service.asked.length = 0;
  service.taken.length = 0;
  service.answer = () => undefined;
  await inQuietTransaction(db, async (trx) => {
    await trx.deleteFrom("jobs").execute();
    await trx.deleteFrom("push_browsers").execute();
  });
});

const follow = (ticketId: number, visitorId: number, subscription = service.subscribe()) =>
  inQuietTransaction(db, (trx) => followByPush(trx, { ticketId, visitorId, subscription, now: start }));

/** A ticket, and a browser that follows it; its author's own, or a reader's. */
async function openFollowed(facts: Parameters<typeof createTicket>[1] = {}, { isOwn = false } = {}) {
  const viewer = await createVisitor(db);
  const title = `Words ${randomUUID()}`;
  const ticket = await createTicket(db, { title, ...facts, ...(isOwn && { viewer }) });
  expect(await follow(ticket.id, viewer.visitor.id)).toBe(true);
  return { ticket, viewer };
}

const answer = (ticket: Awaited<ReturnType<typeof openFollowed>>["ticket"], now = start, body = "The answer") =>
  createReply(db, ticket, { viewer: team, body, now });

const later = (minutes = 3) => deliverPushes(db, { now: start + minutes * MINUTE });
const rows = (table: "push_browsers" | "push_follows" | "pushes") => db.selectFrom(table).selectAll().execute();

test("a browser is told of an answer in the ticket's language, with its title and not a word of what was written", async () => {
  const { ticket } = await openFollowed({ title: "Не могу войти в личный кабинет", language: "ru" });
  const reply = await answer(ticket, start, "Секретные слова ответа");
  expect(await later()).toBe(1);
  expect(service.taken.map(({ payload }) => payload)).toEqual([
    {
      key: expect.any(String),
      title: ticket.title,
      body: `Команда ответила: ${agent.name}.`,
      lang: "ru",
      tag: `ticket-${ticket.id}`,
      url: ticketPath(ticket, { reply }),
    },
  ]);
  const { headers } = service.taken[0] ?? {};
  expect(headers?.ttl).toBe(String(3 * 24 * 60 * 60));
  expect(headers?.topic).toMatch(/^[\w-]{32}$/);
  expect(headers?.authorization).toMatch(/^vapid t=.+, k=B/);
});

test("what the team does within minutes is one push, and what was there before is none", async () => {
  const viewer = await createVisitor(db);
  const ticket = await createTicket(db, {});
  await answer(ticket, start - HOUR, "Long ago");
  await follow(ticket.id, viewer.visitor.id);
  await answer(ticket);
  await answer(ticket, start + MINUTE, "And more");
  await changeStatus(db, ticket.id, { status: "answered", reason: "", by: { agentId: agent.id }, now: start + MINUTE });
  await later(1);
  expect(service.asked).toHaveLength(0);
  await later(4);
  expect(service.taken.map(({ payload }) => payload.body.split("\n"))).toEqual([
    [`${agent.name} from the team answered.`, "The status is now: Answered"],
  ]);
});

test("of a private ticket its author's browser hears that there is news, and nobody else's", async () => {
  const own = await openFollowed({ visibility: "private", title: "A card number" }, { isOwn: true });
  const other = await createVisitor(db);
  await follow(own.ticket.id, other.visitor.id);
  const reply = await answer(own.ticket);
  await later();
  expect(service.taken.map(({ payload }) => payload)).toEqual([
    expect.objectContaining({
      title: expect.stringContaining(`${own.ticket.id}`),
      url: ticketNumberPath(own.ticket.id, reply),
    }),
  ]);
  expect(JSON.stringify(service.taken)).not.toMatch(/card/i);
});

test("a ticket that becomes private while a push waits takes its title out of it", async () => {
  const { ticket } = await openFollowed({}, { isOwn: true });
  await answer(ticket);
  service.answer = () => ({ status: 503 });
  await later();
  await setVisibility(db, ticket.id, "private", { by: {}, now: start });
  service.answer = () => undefined;
  await later(60);
  expect(service.taken).toHaveLength(1);
  expect(service.taken[0]?.payload.title).not.toContain(ticket.title);
});

test("a status that its author has changed since is not told", async () => {
  const { ticket, viewer } = await openFollowed({ kind: "problem" }, { isOwn: true });
  await changeStatus(db, ticket.id, { status: "needs_info", reason: "", by: { agentId: agent.id }, now: start });
  await changeStatus(db, ticket.id, {
    ...{ status: "fixed", reason: "", by: { visitorId: viewer.visitor.id }, now: start + MINUTE },
  });
  await later(5);
  expect(service.asked).toHaveLength(0);
});

describe("a push service that", () => {
  test.each([404, 410])("says %i has no such browser: it is deleted with all it follows", async (status) => {
    const { ticket } = await openFollowed();
    await answer(ticket);
    service.answer = () => ({ status });
    await later();
    expect([await rows("push_browsers"), await rows("push_follows"), await rows("pushes")]).toEqual([[], [], []]);
  });

  test("is broken is asked again, each time later, and the browser can see that it is the same push", async () => {
    const { ticket } = await openFollowed();
    await answer(ticket);
    const tried: number[] = [];
    let minutes = 3;
    service.answer = () => (tried.push(minutes) < 4 ? { status: 500 } : undefined);
    for (; minutes < 30; minutes++) await later(minutes);
    expect(tried).toEqual([3, 4, 6, 10]);
    expect(new Set(service.asked.map(({ payload }) => payload.key)).size).toBe(1);
    expect(service.taken).toHaveLength(1);
  });

  test("asks for an hour of rest gets it", async () => {
    const { ticket } = await openFollowed();
    await answer(ticket);
    service.answer = () => ({ status: 429, headers: { "Retry-After": "3600" } });
    await later(3);
    service.answer = () => undefined;
    await later(60);
    expect(service.asked).toHaveLength(1);
    await later(64);
    expect(service.taken).toHaveLength(1);
  });

  test("does not want this push for good is not asked again, and the browser is still told of the next", async () => {
    const { ticket } = await openFollowed();
    await answer(ticket);
    service.answer = () => ({ status: 413 });
    for (const minutes of [3, 30, 600]) await later(minutes);
    expect(service.asked).toHaveLength(1);
    service.answer = () => undefined;
    await answer(ticket, start + 601 * MINUTE, "Another answer");
    await later(610);
    expect(service.taken).toHaveLength(1);
  });

  test("leads elsewhere is not followed", async () => {
    const { ticket } = await openFollowed();
    await answer(ticket);
    let calls = 0;
    const inner = createServer((_, response) => {
      calls += 1;
      response.end();
    });
    await new Promise<void>((listening) => inner.listen(0, "127.0.0.1", () => listening()));
    const { port } = inner.address() as AddressInfo;
    service.answer = () => ({ status: 307, headers: { Location: `http://127.0.0.1:${port}/` } });
    await later();
    expect([service.asked.length, calls]).toEqual([1, 0]);
    await new Promise((closed) => inner.close(closed));
  });
});

test("processes that send at once send each push once", async () => {
  for (let number = 0; number < 20; number++) await answer((await openFollowed()).ticket);
  const now = start + 3 * MINUTE;
  await deliverPushes(db, { now: start + MINUTE });
  await Promise.all([deliverPushes(db, { now }), deliverPushes(db, { now }), deliverPushes(db, { now })]);
  expect(service.taken).toHaveLength(20);
  expect(new Set(service.taken.map(({ payload }) => payload.key)).size).toBe(20);
});

test("a process that was killed in the middle leaves its push to the next one, not before a while", async () => {
  const { ticket } = await openFollowed();
  await answer(ticket);
  service.answer = () => ({ status: 503 });
  await later(3);
  service.answer = () => undefined;
  const now = start + 10 * MINUTE;
  await inQuietTransaction(db, (trx) =>
    trx.updateTable("pushes").set({ state: "sending", claimed_at: now }).where("state", "=", "waiting").execute(),
  );
  await deliverPushes(db, { now: now + MINUTE / 2 });
  expect(service.taken).toHaveLength(0);
  await deliverPushes(db, { now: now + 2 * MINUTE });
  expect(service.taken).toHaveLength(1);
});

test("a browser that follows a duplicate is told of the original, until they are parted", async () => {
  const { ticket } = await openFollowed();
  const original = await createTicket(db, {});
  const merge = { from: ticket.id, into: original.id, agentId: agent.id, now: start };
  await mergeTickets(db, merge);
  await answer(original);
  await later();
  expect(service.taken.map(({ payload }) => [payload.title, payload.body.split("\n").length])).toEqual([
    [original.title, 2],
  ]);
  await unmergeTicket(db, merge);
  await answer(original, start + 10 * MINUTE);
  await later(20);
  expect(service.taken).toHaveLength(1);
});

describe("an agent's browser", () => {
  const signIn = (agentId: number, expires = start + HOUR) =>
    inQuietTransaction(db, async (trx) => {
      const times = { created_at: start, last_used_at: start, expires_at: expires };
      const session = await trx
        .insertInto("agent_sessions")
        .values({ agent_id: agentId, token_hash: randomUUID(), user_agent: "test", ...times })
        .returning("id")
        .executeTakeFirstOrThrow();
      return session.id;
    });
  const tell = (ticketId: number) =>
    inQuietTransaction(db, (trx) => pushToAgents(trx, { agentIds: [agent.id], event: "opened", ticketId, now: start }));

  test("is told of what waits, without a private ticket's words, while they are signed in there", async () => {
    const sessionId = await signIn(agent.id);
    const other = await createAgent(db);
    await startSessionPush(db, { sessionId, subscription: service.subscribe(), now: start });
    await startSessionPush(db, { sessionId: await signIn(other.id), subscription: service.subscribe(), now: start });
    const [open, hidden] = [
      await createTicket(db),
      await createTicket(db, { visibility: "private", title: "A secret" }),
    ];
    for (const { id } of [open, hidden]) await tell(id);
    await later();
    expect(service.taken.map(({ payload: { title, body, url } }) => ({ title, body, url }))).toEqual([
      { title: open.title, body: "A new ticket", url: ticketNumberPath(open.id) },
      { title: expect.stringContaining(String(hidden.id)), body: "A new ticket", url: ticketNumberPath(hidden.id) },
    ]);
    expect(JSON.stringify(service.taken)).not.toContain("secret");
    await tell(open.id);
    await inQuietTransaction(db, (trx) => trx.deleteFrom("agent_sessions").where("id", "=", sessionId).execute());
    await tell(open.id);
    await later();
    expect(service.taken).toHaveLength(2);
  });

  test("may follow a ticket for itself, too: it is one browser, and stopping the one leaves the other", async () => {
    const { viewer } = await openFollowed();
    const [{ endpoint = "", p256dh = "", auth = "" } = {}] = await rows("push_browsers");
    const sessionId = await signIn(agent.id);
    expect(await startSessionPush(db, { sessionId, subscription: { endpoint, p256dh, auth }, now: start })).toBe(true);
    const own = { sessionId, secret: "secret" };
    expect([(await rows("push_browsers")).length, (await findSessionPush(db, own)).isOn]).toEqual([1, true]);
    await stopSessionPush(db, sessionId);
    expect([(await findSessionPush(db, own)).isOn, (await rows("push_follows")).length]).toEqual([false, 1]);
    await inQuietTransaction(db, (trx) => forgetBrowserOf(trx, viewer.visitor.id));
    expect(await rows("push_browsers")).toEqual([]);
  });
});

describe("what a browser gives", () => {
  test("is kept once, however often it is given, and a new address takes over what the old one followed", async () => {
    const { ticket, viewer } = await openFollowed();
    const other = await createTicket(db, {});
    const fresh = service.subscribe();
    await follow(other.id, viewer.visitor.id, fresh);
    await follow(other.id, viewer.visitor.id, fresh);
    expect((await rows("push_browsers")).map(({ endpoint }) => endpoint)).toEqual([fresh.endpoint]);
    expect((await rows("push_follows")).map(({ ticket_id }) => ticket_id)).toEqual([ticket.id, other.id]);
  });

  test("is not taken from who knows the address of another's browser alone", async () => {
    const { ticket } = await openFollowed();
    const [{ endpoint = "" } = {}] = await rows("push_browsers");
    const thief = await createVisitor(db);
    expect(await follow(ticket.id, thief.visitor.id, { ...service.subscribe(), endpoint })).toBe(false);
  });

  test("goes with the visitor who takes everything back", async () => {
    const { viewer } = await openFollowed();
    await inQuietTransaction(db, (trx) => forgetBrowserOf(trx, viewer.visitor.id));
    expect([await rows("push_browsers"), await rows("push_follows")]).toEqual([[], []]);
  });

  test("is known for 30 days after a push, and then only that it follows", async () => {
    const { ticket } = await openFollowed();
    await answer(ticket);
    await later();
    await forgetOldPushes(db, start + 31 * 24 * HOUR);
    expect([(await rows("pushes")).length, (await rows("push_follows")).length]).toEqual([0, 1]);
  });

  const keys = { p256dh: service.subscribe().p256dh, auth: service.subscribe().auth };
  const given = (fields: object) => parseSubscription(new URLSearchParams({ ...keys, ...fields }));

  test("is an address of a push service, with its keys", () => {
    const endpoint = "https://fcm.googleapis.com/fcm/send/abc:def";
    expect(given({ endpoint })).toEqual({ endpoint, ...keys });
    expect(given({ endpoint, auth: "short" })).toBeUndefined();
    expect(given({ endpoint, p256dh: "A".repeat(87) })).toBeUndefined();
    expect(given({ endpoint: `${endpoint}${"x".repeat(1_000)}` })).toBeUndefined();
  });

  test.each([
    "http://push.services.mozilla.com/x",
    "https://127.0.0.1/x",
    "https://2130706433/x",
    "https://0x7f.1/x",
    "https://[::1]/x",
    "https://[::ffff:10.0.0.1]/x",
    "https://169.254.169.254/latest",
    "https://localhost/x",
    "https://printer/x",
    "https://db.internal/x",
    "https://user:word@push.services.mozilla.com/x",
    "https://push.services.mozilla.com:8443/x",
    "file:///etc/passwd",
    "not an address",
  ])("%s is called by nobody", (endpoint) => {
    expect(isPublicAddress(endpoint)).toBe(false);
  });
});

test("a name that leads into an inner network is not called", async () => {
  let calls = 0;
  const inner = createServer().on("connection", () => {
    calls += 1;
  });
  await new Promise<void>((listening) => inner.listen(0, "127.0.0.1", () => listening()));
  const { port } = inner.address() as AddressInfo;
  const carrier = openCarrier({ trusts: () => true });
  for (const host of ["localhost", "127.0.0.1", "[::ffff:127.0.0.1]"]) {
    const said = await carrier.hand({ endpoint: `https://${host}:${port}/x`, headers: {}, body: Buffer.from("") });
    expect(said, host).toEqual({ trouble: expect.stringContaining("is not allowed") });
  }
  expect(calls).toBe(0);
  carrier.close();
  await new Promise((closed) => inner.close(closed));
});

test("a rest is given as seconds or as a date, and nothing else counts", () => {
  const now = Date.UTC(2026, 0, 1);
  expect(
    ["120", "Thu, 01 Jan 2026 00:01:00 GMT", "soon", "-5", undefined].map((text) => retryAfterMs(text, now)),
  ).toEqual([120_000, 60_000, 0, 0, 0]);
});

test("a browser whose permission was for another key is forgotten once that is sure", () => {
  const said = { status: 403, words: "" };
  const created = { attempts: 1, createdAt: 0 };
  expect(outcomeOf(said, { ...created, now: HOUR }).state).toBe("later");
  expect(outcomeOf(said, { ...created, now: 4 * 24 * HOUR }).state).toBe("gone");
  expect(outcomeOf({ trouble: "down" }, { ...created, now: 4 * 24 * HOUR }).state).toBe("failed");
});

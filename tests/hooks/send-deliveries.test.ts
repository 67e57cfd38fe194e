import { Webhook } from "standardwebhooks";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { inQuietTransaction, inTransaction } from "#db/client.ts";
import { forgetOldDeliveries } from "~/hooks/forget-deliveries.server.ts";
import { sendAgain, switchHookOn } from "~/hooks/hooks.server.ts";
import { changeTicket, lockTicket } from "~/tickets/change-ticket.server.ts";
import { mergeTickets } from "~/tickets/merge-tickets.server.ts";
import { removeTicket } from "~/tickets/remove-ticket.server.ts";
import { changeStatus } from "~/tickets/set-status.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { asAgent, createAgent, createArticle, createReply, createTicket } from "../support/factories.ts";
import { createHook, tellHooks } from "../support/hooks.ts";
import { type Call, startListener } from "../support/listener.ts";

const db = await openTestDatabase();
const listener = await startListener();
const agent = await createAgent(db);
afterAll(() => listener.stop());

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = Date.now();
const url = `${listener.url}/hook`;
const AUTHOR = { isAuthor: true, isCoRequester: false, isAgent: false };

beforeEach(async () => {
  listener.calls.length = 0;
  listener.answers = [{ status: 200 }];
  await inQuietTransaction(db, async (trx) => {
    await trx.deleteFrom("deliveries").execute();
    await trx.deleteFrom("hooks").execute();
  });
});

const told = () => listener.calls.map(({ body }) => JSON.parse(body));
const types = () => told().map(({ type }) => type);
const ids = () => listener.calls.map(({ headers }) => headers["webhook-id"]);
const deliveries = () => db.selectFrom("deliveries").selectAll().orderBy("id").execute();
const hookRow = () => db.selectFrom("hooks").selectAll().executeTakeFirstOrThrow();
const text = ({ body }: Call | { body: string } = { body: "{}" }) => JSON.parse(body).text as string;

/** Lets the time go in steps, as the running site looks once a second. */
async function tellFor(ms: number, from = now, step = 15 * SECOND): Promise<void> {
  for (let at = from; at <= from + ms; at += step) await tellHooks(db, { now: at });
}

describe("a program", () => {
  test("is told of everything that it wanted, signed so that its library takes it", async () => {
    const { key } = await createHook(db, {
      secret: { url },
      events: ["opened", "replied", "answered", "status", "merged", "thanks", "published"],
    });
    const ticket = await createTicket(db, { title: "No export", body: "It **stops**", now });
    await createTicket(db, { kind: "thanks", title: "You are quick", now });
    await createReply(db, ticket, { rights: AUTHOR, body: "Since today", now });
    await createReply(db, ticket, { viewer: asAgent(agent), body: "Try this", now });
    await createReply(db, ticket, { viewer: asAgent(agent), kind: "note", body: "He is angry", now });
    await changeStatus(db, ticket.id, { status: "answered", by: { agentId: agent.id }, now });
    const other = await createTicket(db, { title: "The same", now });
    await mergeTickets(db, { from: other.id, into: ticket.id, agentId: agent.id, now });
    const article = await createArticle(db, { title: "How to export", slug: "how-to-export", now });
    await tellHooks(db);

    expect(types()).toEqual([
      "ticket.opened",
      "ticket.thanks",
      "ticket.replied",
      "ticket.replied",
      "ticket.status",
      "ticket.opened",
      "ticket.merged",
      "article.published",
    ]);
    const [opened, thanks, reply, answer, status, , merged, published] = told();
    expect(opened).toEqual({
      type: "ticket.opened",
      timestamp: new Date(now).toISOString(),
      data: {
        ticket: {
          ...{ number: ticket.id, url: `http://forum.test/tickets/${ticket.id}-no-export`, kind: "question" },
          ...{ status: "answered", phase: "done", visibility: "public", language: "en", category: null },
          ...{ title: "No export", name: null, text: "It **stops**" },
        },
      },
    });
    expect(thanks.data.ticket).toMatchObject({ kind: "thanks", title: "You are quick" });
    expect(reply.data.reply).toMatchObject({ by: "requester", text: "Since today", reminds: true });
    expect(answer.data.reply).toMatchObject({ by: "team", name: agent.name, text: "Try this" });
    expect(status.data.change).toEqual({ from: "new", to: "answered", reason: null });
    expect(merged.data).toMatchObject({ ticket: { number: ticket.id }, merged: { number: other.id } });
    expect(published.data.article).toMatchObject({
      title: "How to export",
      url: `http://forum.test/articles/${article.id}-how-to-export`,
    });
    for (const { body, headers } of listener.calls)
      expect(new Webhook(key).verify(body, headers)).toEqual(JSON.parse(body));
    const [first] = listener.calls;
    expect(() => new Webhook(key).verify(`${first?.body} `, first?.headers ?? {})).toThrow();
    expect(new Set(ids()).size).toBe(8);
  });

  test("is told only of what it wants, and only of its category", async () => {
    const category = await inTransaction(db, (trx) =>
      trx
        .insertInto("categories")
        .values({ slug: "billing", name: "Billing", position: 1, created_at: now })
        .returning("id")
        .executeTakeFirstOrThrow(),
    );
    await createHook(db, { secret: { url }, events: ["opened"], categoryId: category.id });
    await createTicket(db, { now });
    const ticket = await createTicket(db, { category_id: category.id, now });
    await createReply(db, ticket, { now });
    await tellHooks(db);
    expect(told().map(({ data }) => [data.ticket.number, data.ticket.category])).toEqual([[ticket.id, "billing"]]);
  });

  test("hears of a private ticket by its number alone, unless an admin allowed its words", async () => {
    await createHook(db, { secret: { url }, events: ["opened", "replied"] });
    await createHook(db, { secret: { url: `${url}/trusted` }, events: ["opened"], showsPrivate: true });
    const ticket = await createTicket(db, {
      ...{ visibility: "private", title: "Canary title", body: "Canary text", requester_name: "Canary name", now },
    });
    await createReply(db, ticket, { rights: AUTHOR, body: "Canary reply", name: "Canary name", now });
    await tellHooks(db);
    const [trusted, ...others] = [...listener.calls].sort((one, other) => other.path.length - one.path.length);
    expect(trusted?.body).toContain("Canary text");
    expect(others).toHaveLength(2);
    for (const { body } of others) {
      expect(body).not.toMatch(/canary/i);
      expect(JSON.parse(body).data.ticket).toMatchObject({ url: `http://forum.test/tickets/${ticket.id}` });
    }
  });

  test("hears nothing of what is held until it is released, and then once", async () => {
    await createHook(db, { secret: { url }, events: ["opened", "replied", "status"] });
    const ticket = await createTicket(db, { moderation: "published", now });
    await inQuietTransaction(db, (trx) => trx.deleteFrom("deliveries").execute());
    await inTransaction(db, async (trx) => {
      await trx
        .updateTable("tickets")
        .set({ moderation: "held", published_at: null })
        .where("id", "=", ticket.id)
        .execute();
    });
    await createReply(db, ticket, { now });
    await tellFor(MINUTE);
    expect(types()).toEqual([]);
    const setModeration = (moderation: "held" | "published") =>
      inTransaction(db, async (trx) =>
        changeTicket(trx, await lockTicket(trx, ticket.id), { moderation }, { now, seenBy: "team" }),
      );
    for (const moderation of ["published", "held", "published"] as const) await setModeration(moderation);
    await tellFor(MINUTE);
    expect(types()).toEqual(["ticket.opened"]);
  });

  test("is not told what was taken out before it went", async () => {
    await createHook(db, { secret: { url }, events: ["opened"] });
    const ticket = await createTicket(db, { now });
    await removeTicket(db, ticket.id, { by: { agentId: agent.id }, now });
    await tellFor(MINUTE);
    expect(listener.calls).toEqual([]);
    expect((await deliveries()).map(({ state }) => state)).toEqual(["dropped"]);
  });
});

describe("an answer that is none", () => {
  test("500 twice and a silence: nothing is lost, nothing is told twice, and the id stays", async () => {
    await createHook(db, { secret: { url }, events: ["opened"] });
    const tickets = [await createTicket(db, { now }), await createTicket(db, { now }), await createTicket(db, { now })];
    listener.answers = [{ status: 500 }, "hang up", { status: 503 }, { status: 204 }];
    await tellFor(10 * MINUTE);
    const [first] = ids();
    expect(ids().slice(0, 4)).toEqual([first, first, first, first]);
    const taken = told()
      .slice(3)
      .map(({ data }) => data.ticket.number);
    expect(taken).toEqual(tickets.map(({ id }) => id));
    expect((await deliveries()).map(({ state, status, attempts }) => [state, status, attempts])).toEqual([
      ["sent", 204, 4],
      ["sent", 204, 1],
      ["sent", 204, 1],
    ]);
    expect(await hookRow()).toMatchObject({ failures: 0, failing_since_at: null });
  });

  test("the pauses grow, up to half an hour", async () => {
    await createHook(db, { secret: { url }, events: ["opened"] });
    await createTicket(db, { now });
    listener.answers = [{ status: 500 }];
    const pauses: number[] = [];
    let last = now;
    for (let at = now; at <= now + 3 * HOUR; at += 15 * SECOND) {
      if ((await tellHooks(db, { now: at })) === 0) continue;
      pauses.push((at - last) / SECOND);
      last = at;
    }
    expect(pauses).toEqual([0, 15, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800, 1800]);
  });

  test("“too many”: it is left alone for as long as it says, also with what comes meanwhile", async () => {
    await createHook(db, { secret: { url }, events: ["opened"] });
    await createTicket(db, { now });
    listener.answers = [{ status: 429, headers: { "Retry-After": "600" } }, { status: 200 }];
    await tellHooks(db, { now });
    await createTicket(db, { now: now + MINUTE });
    await tellFor(9 * MINUTE);
    expect(listener.calls).toHaveLength(1);
    await tellFor(MINUTE, now + 10 * MINUTE);
    expect(ids()[1]).toBe(ids()[0]);
    expect(listener.calls).toHaveLength(3);
  });

  test("a redirect into the inner network is not followed, and not taken for an answer", async () => {
    await createHook(db, { secret: { url }, events: ["opened"] });
    await createTicket(db, { now });
    const inner = await startListener();
    listener.answers = [{ status: 302, headers: { Location: inner.url } }];
    await tellFor(5 * MINUTE);
    expect(inner.calls).toEqual([]);
    expect(listener.calls.length).toBeGreaterThan(1);
    expect((await deliveries()).map(({ state, status }) => [state, status])).toEqual([["waiting", 302]]);
    await inner.stop();
  });

  test("one thing that is refused holds up no other, and is given up after a day", async () => {
    await createHook(db, { secret: { url }, events: ["opened"] });
    const bad = await createTicket(db, { title: "Bad", now });
    const good = await createTicket(db, { title: "Good", now });
    listener.answers = [({ body }) => ({ status: body.includes('"Bad"') ? 422 : 200 })];
    await tellFor(2 * MINUTE);
    expect(told().filter(({ data }) => data.ticket.number === good.id)).toHaveLength(1);
    for (let hours = 0; hours < 30; hours++) {
      // Others come meanwhile, and are taken: so the program itself is well.
      await createTicket(db, { now: now + hours * HOUR });
      await tellFor(50 * MINUTE, now + hours * HOUR, 5 * MINUTE);
    }
    const [row] = await deliveries();
    expect(row).toMatchObject({ ticket_id: bad.id, state: "failed", status: 422, attempts: 18 });
    expect((await hookRow()).stopped_at).toBeNull();
  });

  test("where nothing is taken for a day, it is switched off; switched on again, what waited goes out", async () => {
    const { id } = await createHook(db, { secret: { url }, events: ["opened"] });
    await createTicket(db, { now });
    listener.answers = [{ status: 404 }];
    await tellFor(23 * HOUR, now, 10 * MINUTE);
    expect((await hookRow()).stopped_by).toBeNull();
    await createTicket(db, { now: now + 23 * HOUR });
    await tellFor(3 * HOUR, now + 23 * HOUR, 10 * MINUTE);
    expect(await hookRow()).toMatchObject({ stopped_by: "failing" });
    const calls = listener.calls.length;
    await createTicket(db, { title: "Not told", now: now + 27 * HOUR });
    await tellFor(HOUR, now + 27 * HOUR, 10 * MINUTE);
    expect(listener.calls).toHaveLength(calls);

    listener.answers = [{ status: 200 }];
    await switchHookOn(db, id, { agentId: agent.id, now: now + 30 * HOUR });
    await tellFor(3 * HOUR, now + 30 * HOUR, 10 * MINUTE);
    expect(
      told()
        .slice(calls)
        .map(({ type }) => type),
    ).toEqual(["ticket.opened", "ticket.opened"]);
    expect(
      listener.calls
        .slice(calls)
        .map(({ body }) => body)
        .join(),
    ).not.toContain("Not told");
  });

  test("one bad day long ago does not switch it off", async () => {
    await createHook(db, { secret: { url }, events: ["opened"] });
    await createTicket(db, { now });
    listener.answers = [{ status: 500 }];
    await tellHooks(db, { now });
    await inQuietTransaction(db, (trx) => trx.updateTable("deliveries").set({ state: "failed" }).execute());
    await createTicket(db, { now: now + 3 * DAY });
    await tellHooks(db, { now: now + 3 * DAY });
    expect(await hookRow()).toMatchObject({ stopped_at: null, failing_since_at: now + 3 * DAY });
  });

  test("no call goes into the inner network, and the log says why", async () => {
    await createHook(db, { secret: { url }, events: ["opened"] });
    await createTicket(db, { now });
    await tellHooks(db, { now, allowInner: [] });
    expect(listener.calls).toEqual([]);
    expect(await deliveries()).toMatchObject([{ state: "waiting", status: null, failure: "inner" }]);
  });
});

describe("two processes", () => {
  test("that look at once tell each thing once", async () => {
    await createHook(db, { secret: { url }, events: ["opened"] });
    for (let count = 0; count < 5; count++) await createTicket(db, { now });
    await Promise.all([tellHooks(db), tellHooks(db), tellHooks(db)]);
    await tellHooks(db);
    expect(new Set(ids()).size).toBe(5);
    expect(ids()).toHaveLength(5);
  });

  test("what a killed one left behind goes out with the next, under the same id, not before a while", async () => {
    const { id } = await createHook(db, { secret: { url }, events: ["opened"] });
    await createTicket(db, { now });
    await inQuietTransaction(db, (trx) =>
      trx.updateTable("hooks").set({ claimed_at: now }).where("id", "=", id).execute(),
    );
    const [{ message_id } = { message_id: "" }] = await deliveries();
    await tellHooks(db, { now: now + 5 * SECOND });
    expect(ids()).toEqual([]);
    await tellHooks(db, { now: now + 20 * SECOND });
    expect(ids()).toEqual([message_id]);
  });
});

test("“send again” tells the same under the same id", async () => {
  const { id } = await createHook(db, { secret: { url }, events: ["opened"] });
  await createTicket(db, { now });
  await tellHooks(db);
  const [delivery] = await deliveries();
  await sendAgain(db, { id, deliveryId: delivery?.id ?? 0, doer: { agentId: agent.id, now } });
  await sendAgain(db, { id: id + 1, deliveryId: delivery?.id ?? 0, doer: { agentId: agent.id, now } });
  await tellHooks(db);
  await tellHooks(db);
  expect(ids()).toEqual([delivery?.message_id, delivery?.message_id]);
});

test("what was told a month ago is forgotten, what waits is not", async () => {
  await createHook(db, { secret: { url }, events: ["opened"] });
  await createTicket(db, { now });
  await tellHooks(db);
  await createTicket(db, { now });
  await forgetOldDeliveries(db, now + 31 * DAY);
  expect((await deliveries()).map(({ state }) => state)).toEqual(["waiting"]);
});

describe("a chat", () => {
  test.each([
    ["slack", `<http://forum.test/tickets/N-no-export|New question N: No export>\n> It stops`],
    ["mattermost", `[New question N: No export](http://forum.test/tickets/N-no-export)\n> It stops`],
  ] as const)("of %s", async (kind, expected) => {
    await createHook(db, { kind, secret: { url }, events: ["opened"] });
    const { id } = await createTicket(db, { title: "No export", body: "It stops", now });
    await tellFor(5 * SECOND, now, SECOND);
    expect(listener.calls.map(text)).toEqual([
      expected.replaceAll("N", String(id)).replace(`${id}o`, "No").replace(`${id}ew`, "New"),
    ]);
  });

  test("of Telegram: the bot's token stands in the address only, and it says itself when to come again", async () => {
    await createHook(db, { kind: "telegram", secret: { token: "123:abc", chat: "-100" }, events: ["thanks"] });
    const { id } = await createTicket(db, { kind: "thanks", title: "Quick", body: "You saved my day", now });
    listener.answers = [{ status: 429, body: '{"ok":false,"parameters":{"retry_after":40}}' }, { status: 200 }];
    for (let at = now; at < now + MINUTE; at += SECOND) await tellHooks(db, { now: at, telegramUrl: listener.url });
    expect(listener.calls.map(({ path }) => path)).toEqual(["/bot123:abc/sendMessage", "/bot123:abc/sendMessage"]);
    expect(told()[1]).toEqual({
      chat_id: "-100",
      text: `Thanks (${id}): Quick\nhttp://forum.test/tickets/${id}-quick\nYou saved my day`,
      link_preview_options: { is_disabled: true },
    });
  });

  test("cannot be flooded: thirty tickets are one message with their count, and an hour has 25 messages at most", async () => {
    await createHook(db, { kind: "slack", secret: { url }, events: ["opened"] });
    for (let count = 0; count < 30; count++) await createTicket(db, { now: now + count });
    await tellFor(10 * MINUTE);
    expect(listener.calls).toHaveLength(1);
    expect(text(listener.calls[0]).match(/New question/g)).toHaveLength(10);
    expect(text(listener.calls[0])).toContain("<http://forum.test/desk|and 20 more>");
    // One every half minute, for an hour.
    listener.calls.length = 0;
    for (let at = now + HOUR; at < now + 2 * HOUR; at += 30 * SECOND) {
      await createTicket(db, { now: at });
      await tellHooks(db, { now: at + 10 * SECOND });
    }
    expect(listener.calls.length).toBeLessThan(26);
  });

  test("nobody is called by what a visitor wrote", async () => {
    await createHook(db, { kind: "mattermost", secret: { url }, events: ["opened"] });
    await createHook(db, { kind: "slack", secret: { url }, events: ["opened"] });
    const hostile = "@channel <!channel> <@U1> [x](http://evil.example) ![i](http://evil.example/i.png) a@example.com";
    await createTicket(db, { title: `Hi ${hostile}`, body: hostile, now });
    await tellFor(5 * SECOND, now, SECOND);
    const [one, other] = listener.calls.map(text);
    const [slack = "", mattermost = ""] = one?.startsWith("<") ? [one, other] : [other, one];
    expect(slack).not.toMatch(/<[!@]/);
    expect(slack).toContain("&lt;!channel&gt;");
    expect(mattermost).not.toMatch(/(^|[^\p{L}\p{N}])@[\p{L}\p{N}]/u);
    expect(mattermost).toContain("a@example.com");
    expect(mattermost).not.toMatch(/[^\\]!\[|[^\\!]\[x/);
  });

  test("hears of a private ticket without its words", async () => {
    await createHook(db, { kind: "slack", secret: { url }, events: ["opened", "reminded"] });
    const ticket = await createTicket(db, { visibility: "private", title: "Canary", body: "Canary", now });
    await createReply(db, ticket, { rights: AUTHOR, body: "Canary", name: "Canary", now });
    await tellFor(5 * SECOND, now, SECOND);
    expect(listener.calls).toHaveLength(1);
    expect(text(listener.calls[0])).toBe(
      [
        `<http://forum.test/tickets/${ticket.id}|New question ${ticket.id} (private)>`,
        `<http://forum.test/tickets/${ticket.id}#reply-${await lastReply()}|The author writes again in ${ticket.id} (private)>`,
      ].join("\n\n"),
    );
  });
});

const lastReply = async () =>
  (await db.selectFrom("replies").select("id").orderBy("id", "desc").limit(1).executeTakeFirstOrThrow()).id;

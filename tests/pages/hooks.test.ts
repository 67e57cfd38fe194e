import { beforeEach, describe, expect, test } from "vitest";
import { inQuietTransaction } from "#db/client.ts";
import { createAgent, createTicket, signInAs } from "../support/factories.ts";
import { tellHooks } from "../support/hooks.ts";
import { startListener } from "../support/listener.ts";
import { startMailbox } from "../support/mailbox.ts";
import { startSite } from "../support/site.ts";

const listener = await startListener();
const mailbox = await startMailbox();
const site = await startSite({ ALLOW_INNER_ADDRESSES: "127.0.0.1, chat.example", SMTP_URL: mailbox.url });
const { db } = site;
const admin = await createAgent(db, { name: "Olha", role: "admin" });
const agent = await createAgent(db);

beforeEach(async () => {
  listener.calls.length = 0;
  listener.answers = [{ status: 200, body: "<b>what it says</b>" }];
  await inQuietTransaction(db, async (trx) => {
    await trx.deleteFrom("deliveries").execute();
    await trx.deleteFrom("hooks").execute();
  });
});

async function asAdmin() {
  const browser = site.browser();
  await signInAs(db, browser, admin);
  return browser;
}

const row = () => db.selectFrom("hooks").selectAll().executeTakeFirstOrThrow();
const SLACK = { intent: "add", name: "Team", url: `${listener.url}/services/T0/B0/secret-part`, "event-opened": "1" };

describe("chats and programs", () => {
  test("an admin connects a chat, and its address is seen nowhere again, in no page and not in the database", async () => {
    const browser = await asAdmin();
    const added = await browser.post("/desk/hooks?kind=slack", SLACK);
    expect(added.status).toBe(303);
    const { id, sealed, place, events } = await row();
    expect(place).toBe(`127.0.0.1:${listener.port}`);
    expect(events).toBe('["opened"]');
    const pages = await Promise.all(["/desk/hooks", `/desk/hooks/${id}`].map((path) => browser.open(path)));
    for (const { html } of pages) expect(html).not.toContain("secret-part");
    expect(sealed).not.toContain("secret-part");
    expect(pages[0]?.html).toContain("Team");
    const deeds = await db
      .selectFrom("audit_log")
      .select(["deed", "subject_id"])
      .orderBy("id", "desc")
      .limit(1)
      .execute();
    expect(deeds).toEqual([{ deed: "hook.added", subject_id: id }]);
  });

  test("a program's key is shown once", async () => {
    const browser = await asAdmin();
    const form = { ...SLACK, name: "CRM" };
    const added = await browser.post("/desk/hooks?kind=webhook", form);
    expect(added.status).toBe(200);
    const [key = ""] = /whsec_[\w+/=]+/.exec(added.html) ?? [];
    expect(Buffer.from(key.slice(6), "base64")).toHaveLength(32);
    const { id } = await row();
    expect((await browser.open(`/desk/hooks/${id}`)).html).not.toContain("whsec_");
    const renewed = await browser.post(`/desk/hooks/${id}`, { intent: "new-key" });
    expect(/whsec_[\w+/=]+/.exec(renewed.html)?.[0]).not.toBe(key);
  });

  test("what is missing or cannot be is said at its field, and what was typed stays", async () => {
    const browser = await asAdmin();
    const bad = await browser.post("/desk/hooks?kind=telegram", {
      intent: "add",
      name: "My own name",
      token: "x",
      chat: "",
    });
    expect(bad.status).toBe(400);
    for (const field of ["token", "chat", "events"]) expect(bad.html).toContain(`href="#${field}"`);
    expect(bad.html).toContain("My own name");
    for (const url of ["", "ftp://x.example/", "javascript:alert(1)", "no address"]) {
      const answer = await browser.post("/desk/hooks?kind=webhook", { ...SLACK, url });
      expect([url, answer.status]).toEqual([url, 400]);
    }
    expect((await browser.open("/desk/hooks?kind=fax")).status).toBe(404);
  });

  test("a test is sent at once, and of its answer only the status is seen", async () => {
    const browser = await asAdmin();
    await browser.post("/desk/hooks?kind=slack", SLACK);
    const { id } = await row();
    const test = await browser.post(`/desk/hooks/${id}`, { intent: "test" });
    expect(listener.calls).toHaveLength(1);
    expect(test.location).toContain("done=tested");
    const { html } = await browser.open(`/desk/hooks/${id}`);
    expect(html).toContain("200");
    expect(html).not.toContain("what it says");
    listener.answers = [{ status: 418 }];
    expect((await browser.post(`/desk/hooks/${id}`, { intent: "test" })).location).toContain("done=untaken");
    expect((await browser.open(`/desk/hooks/${id}`)).html).toContain("418");
  });

  test("T15: a test does not call the inner network either, whatever the name", async () => {
    const browser = await asAdmin();
    for (const host of ["localhost", "[::1]", "0x7f.2", "127.0.0.2"]) {
      await browser.post("/desk/hooks?kind=slack", { ...SLACK, url: `http://${host}:${listener.port}/` });
    }
    for (const { id } of await db.selectFrom("hooks").select("id").execute()) {
      const tested = await browser.post(`/desk/hooks/${id}`, { intent: "test" });
      expect([tested.status, tested.location]).toEqual([303, expect.stringContaining("done=untaken")]);
      expect((await browser.open(`/desk/hooks/${id}`)).html).toContain("ALLOW_INNER_ADDRESSES");
    }
    expect(listener.calls).toEqual([]);
  });

  test("an address left empty stays, one that is switched off after a day says so in the settings, and on again it works", async () => {
    const browser = await asAdmin();
    await browser.post("/desk/hooks?kind=slack", SLACK);
    const { id, sealed } = await row();
    await browser.post(`/desk/hooks/${id}`, {
      intent: "change",
      name: "Renamed",
      url: "",
      "event-replied": "1",
      "event-opened": "1",
    });
    expect(await row()).toMatchObject({ name: "Renamed", sealed, events: '["opened","replied"]' });
    await createTicket(db);
    await inQuietTransaction(db, (trx) =>
      trx.updateTable("hooks").set({ stopped_at: Date.now(), stopped_by: "failing" }).execute(),
    );
    expect((await browser.open("/desk/settings")).html).toContain("took nothing for a day");
    expect((await browser.open("/desk/hooks")).html).toContain("Switched off after a day");
    await browser.post(`/desk/hooks/${id}`, { intent: "on" });
    await tellHooks(db, { now: Date.now() + 10_000, secret: site.secret });
    expect(listener.calls).toHaveLength(1);
    const { html } = await browser.open(`/desk/hooks/${id}`);
    const [, delivery = ""] = /name="delivery" value="(\d+)"/.exec(html) ?? [];
    await browser.post(`/desk/hooks/${id}`, { intent: "again", delivery });
    await tellHooks(db, { now: Date.now() + 120_000, secret: site.secret });
    expect(listener.calls).toHaveLength(2);
    await browser.post(`/desk/hooks/${id}`, { intent: "remove" });
    expect(await db.selectFrom("hooks").select("id").execute()).toEqual([]);
    expect(await db.selectFrom("deliveries").select("id").execute()).toEqual([]);
  });
});

test("an agent says for themselves what they hear of, and nobody else's wishes move", async () => {
  const [mine, hers] = [site.browser(), await asAdmin()];
  await signInAs(db, mine, agent);
  await hers.post("/desk/news", { intent: "save", "thanks-mail": "1" });
  await mine.post("/desk/news", { intent: "save", "opened-mail": "1", "reminded-mail": "1", "opened-push": "1" });
  await mine.post("/desk/news", { intent: "save", "opened-mail": "1", "overdue-mail": "1" });
  const { html } = await mine.open("/desk/news?done=save");
  const ticked = [...html.matchAll(/<input[^>]*type="checkbox"[^>]*>/g)]
    .map(String)
    .filter((box) => box.includes("checked"));
  expect(ticked.map((box) => /id="([^"]+)"/.exec(box)?.[1])).toEqual(["opened-mail", "overdue-mail"]);
  expect(html).toContain(agent.email);
  expect(await db.selectFrom("agent_wishes").select("event").where("agent_id", "=", admin.id).execute()).toEqual([
    { event: "thanks" },
  ]);
});

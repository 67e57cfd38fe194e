import { beforeAll, describe, expect, test } from "vitest";
import { ticketPath } from "~/urls.ts";
import { asAgent, createAgent, createTicket, createVisitor, signInAs } from "../support/factories.ts";
import { startSite } from "../support/site.ts";
import { readTicketPage } from "../support/ticket-page.ts";

const site = await startSite();
const { db } = site;
const CARD = "4111 1111 1111 1111";
const TEXT = `I paid with ${CARD} yesterday`;
const question = "Is this meant for everyone?";

let count = 0;
const form = () => ({ kind: "problem", title: `Payment fails ${++count}`, body: TEXT, visibility: "public" });
const lastTicket = () => db.selectFrom("tickets").selectAll().orderBy("id", "desc").executeTakeFirst();

describe("a new ticket with a card number", () => {
  test("is asked about once, with the text kept and nothing sent", async () => {
    const browser = site.browser();
    const fields = form();
    const asked = await browser.press(await browser.open("/tickets/new"), "send", fields);
    expect(asked.status).toBe(400);
    expect(asked.html).toContain(question);
    expect(asked.html).toContain("the number of a payment card");
    expect(asked.html).toContain(TEXT);
    expect((await lastTicket())?.title).not.toBe(fields.title);
  });

  test.each([
    ["send:private", "private", TEXT],
    ["send:masked", "public", "I paid with █████ yesterday"],
    ["send:as-is", "public", TEXT],
  ])("is sent by %s: %s", async (answer, visibility, body) => {
    const browser = site.browser();
    const fields = form();
    const asked = await browser.press(await browser.open("/tickets/new"), "send", fields);
    const sent = await browser.press(asked, answer);
    expect(sent.status).toBe(303);
    const row = await lastTicket();
    expect([row?.title, row?.visibility, row?.body]).toEqual([fields.title, visibility, body]);
  });

  test("that is private from the start, or an agent's, is not asked about", async () => {
    const browser = site.browser();
    const page = await browser.open("/tickets/new");
    expect((await browser.press(page, "send", { ...form(), visibility: "private" })).status).toBe(303);
    const agent = site.browser();
    await signInAs(db, agent, await createAgent(db));
    expect((await agent.press(await agent.open("/tickets/new"), "send", form())).status).toBe(303);
  });
});

describe("a reply with a password", () => {
  const body = "My login is bob, password: hunter2x";
  const replies = async (path: string, browser = site.browser()) =>
    readTicketPage((await browser.follow(await browser.open(path))).html).replies.map(({ text }) => text);
  let ticket: Awaited<ReturnType<typeof createTicket>>;
  const author = site.browser();
  beforeAll(async () => {
    ticket = await createTicket(db, { viewer: await createVisitor(db, author) });
  });

  test("of a reader is masked or sent as it is, and cannot hide the ticket", async () => {
    const reader = site.browser();
    const asked = await reader.press(await reader.open(ticketPath(ticket)), "reply", { "reply-body": body });
    expect(asked.status).toBe(400);
    expect(asked.html).toContain("a password or a code");
    expect(asked.html).toContain(body);
    expect(asked.html).not.toContain("reply:private");
    expect((await reader.press(asked, "reply:masked")).status).toBe(303);
    await reader.press(asked, "reply:as-is");
    await reader.post(ticketPath(ticket), { intent: "reply:private", "reply-body": `Again, ${body}` });
    expect(await replies(ticketPath(ticket))).toEqual([
      "My login is bob, password: █████",
      body,
      "Again, My login is bob, password: █████",
    ]);
  });

  test("of the author can make the ticket private", async () => {
    const asked = await author.press(await author.open(ticketPath(ticket)), "reply", { "reply-body": `Mine: ${body}` });
    expect((await author.press(asked, "reply:private")).status).toBe(303);
    expect((await site.browser().open(ticketPath(ticket))).status).not.toBe(200);
    expect(await replies(ticketPath(ticket), author)).toContain(`Mine: ${body}`);
    const again = await author.post(ticketPath(ticket), { intent: "reply", "reply-body": `Once more ${body}` });
    expect(again.status).toBe(303);
  });

  test("of the team is not asked about", async () => {
    const open = await createTicket(db, { viewer: asAgent(await createAgent(db)) });
    const desk = site.browser();
    await signInAs(db, desk, await createAgent(db));
    expect((await desk.post(ticketPath(open), { intent: "reply", "reply-body": body })).status).toBe(303);
  });
});

describe("an edit that adds a card number", () => {
  test("is asked about once, and what was there before is not", async () => {
    const browser = site.browser();
    const old = "5555 5555 5555 4444";
    const ticket = await createTicket(db, { viewer: await createVisitor(db, browser), body: `Mine is ${old}` });
    const open = () => browser.open(`${ticketPath(ticket)}?edit=ticket`);
    const bodyOf = async () =>
      (await db.selectFrom("tickets").select("body").where("id", "=", ticket.id).executeTakeFirst())?.body;
    expect((await browser.press(await open(), "edit", { body: `Mine was ${old}` })).status).toBe(303);
    const asked = await browser.press(await open(), "edit", { body: `Mine was ${old}, now ${CARD}` });
    expect(asked.status).toBe(400);
    expect(asked.html).toContain(question);
    expect(await bodyOf()).toBe(`Mine was ${old}`);
    expect((await browser.press(asked, "edit:masked")).status).toBe(303);
    expect(await bodyOf()).toBe("Mine was █████, now █████");
  });
});

import { describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { ticketPath } from "~/urls.ts";
import type { Browser } from "../support/browser.ts";
import { createAgent, createReply, createTicket, createVisitor, signInAs } from "../support/factories.ts";
import { attribute, findElements, textOf } from "../support/html-form.ts";
import { startSite } from "../support/site.ts";
import { readTicketPage } from "../support/ticket-page.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db, { name: "Anna Koval" });
const anna = site.browser();
await signInAs(db, anna, agent);

const press = async (ticket: TicketRow, intent: string, fields = {}, having?: Record<string, string>) =>
  anna.press(await anna.open(ticketPath(ticket)), intent, fields, having);
const read = async (ticket: TicketRow, browser: Browser = site.browser()) =>
  readTicketPage((await browser.open(ticketPath(ticket))).html);
const row = (id: number) => db.selectFrom("tickets").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const textIn = (html: string, id: string) =>
  findElements(html, (one) => attribute(one, "id") === id).map((one) => attribute(one, "value") ?? textOf(one))[0];

describe("the facts of a ticket", () => {
  test("are set by one form: who answers, category, kind, language", async () => {
    const category = await inTransaction(db, (trx) =>
      trx
        .insertInto("categories")
        .values({ slug: "api", name: "API", position: 1, created_at: 1 })
        .returning("id")
        .executeTakeFirstOrThrow(),
    );
    const ticket = await createTicket(db, { title: "Привіт усім" });
    const fields = { assignee: String(agent.id), category: String(category.id), kind: "problem", language: "ru" };
    const sent = await press(ticket, "assign", fields, { kind: "question" });
    expect(sent.status).toBe(303);
    expect(await row(ticket.id)).toMatchObject({
      assignee_id: agent.id,
      category_id: category.id,
      kind: "problem",
      language: "ru",
    });
    const page = await site.browser().open(String(sent.location));
    expect(page.html).toContain('<html lang="ru">');
    expect(page.html).toContain("API");
  });

  test.each<Record<string, string>>([{ assignee: "99" }, { category: "99" }, { kind: "spell" }, { language: "<b>" }])(
    "stay as they are where there is no such thing: %o",
    async (fields) => {
      const ticket = await createTicket(db);
      await anna.post(ticketPath(ticket), { intent: "assign", ...fields });
      expect({ ...(await row(ticket.id)), version: 0 }).toEqual({ ...ticket, version: 0 });
    },
  );

  test("no answer needed takes it out of the queue", async () => {
    const ticket = await createTicket(db);
    await press(ticket, "no-answer");
    expect((await row(ticket.id)).waiting_since).toBeNull();
  });
});

describe("the verbs", () => {
  test("merge by the number with its signs, and undo", async () => {
    const [ticket, original] = [await createTicket(db, { title: "The duplicate" }), await createTicket(db)];
    expect((await press(ticket, "merge", { into: `No. ${original.id}` })).status).toBe(303);
    expect((await site.browser().open(ticketPath(ticket))).location).toBe(ticketPath(original));
    expect((await site.browser().open(ticketPath(original))).html).toContain("The duplicate");
    await press(original, "unmerge", {}, { ticket: String(ticket.id) });
    expect((await site.browser().open(ticketPath(ticket))).status).toBe(200);
  });

  test.each(["", "what", "999999", "itself", "private"])("a merge into “%s” is refused at the field", async (into) => {
    const ticket = await createTicket(db);
    const hidden = await createTicket(db, { visibility: "private" });
    const number = into === "itself" ? ticket.id : into === "private" ? hidden.id : into;
    const sent = await press(ticket, "merge", { into: String(number) });
    expect(sent.status).toBe(400);
    expect(sent.html).toContain('href="#into"');
    expect(textIn(sent.html, "into")).toBe(String(number));
  });

  test("remove hides it with 410, restore brings it back", async () => {
    const ticket = await createTicket(db);
    await press(ticket, "remove", { reason: "Twice" });
    expect((await site.browser().open(ticketPath(ticket))).status).toBe(410);
    await press(ticket, "restore");
    expect((await site.browser().open(ticketPath(ticket))).status).toBe(200);
  });

  test("spam hides it, fine brings it back into the queue", async () => {
    const ticket = await createTicket(db);
    await press(ticket, "spam");
    expect((await site.browser().open(ticketPath(ticket))).status).toBe(410);
    await press(ticket, "fine");
    expect((await site.browser().open(ticketPath(ticket))).status).toBe(200);
    expect((await anna.open("/desk")).html).toContain(`href="${ticketPath(ticket)}"`);
  });

  test("fine publishes what was held", async () => {
    const ticket = await createTicket(db, { moderation: "held" });
    await press(ticket, "fine");
    expect((await site.browser().open(ticketPath(ticket))).status).toBe(200);
  });

  test("private by an agent; back in the open only by its author, whom the agent may ask", async () => {
    const author = site.browser();
    const ticket = await createTicket(db, { viewer: await createVisitor(db, author) });
    await press(ticket, "make-private");
    expect((await site.browser().open(ticketPath(ticket))).status).toBe(404);
    expect((await anna.post(ticketPath(ticket), { intent: "make-public" })).status).toBe(403);
    await press(ticket, "ask-public");
    expect((await site.browser().open(ticketPath(ticket))).status).toBe(404);
    await author.press(await author.open(ticketPath(ticket)), "keep-private");
    expect((await site.browser().open(ticketPath(ticket))).status).toBe(404);
  });

  test("a reply is removed and brought back, and its text is the team's meanwhile", async () => {
    const ticket = await createTicket(db);
    const number = await createReply(db, ticket, { body: "Buy my watches" });
    await press(ticket, "remove", {}, { reply: String(number) });
    expect((await site.browser().open(ticketPath(ticket))).html).not.toContain("watches");
    expect((await anna.open(ticketPath(ticket))).html).toContain("watches");
    await press(ticket, "restore", {}, { reply: String(number) });
    expect((await read(ticket)).replies.map(({ text }) => text)).toEqual(["Buy my watches"]);
  });
});

test("an agent opens a ticket for somebody, who comes in by the link", async () => {
  const sent = await anna.press(await anna.open("/tickets/new"), "send", { title: "Told by phone", name: "Petro" });
  const received = await anna.follow(sent);
  expect(received.html).toContain("Give this link to the person you wrote for");
  const link = /\/m\/[\w-]+/.exec(received.html)?.[0] ?? "";
  const petro = site.browser();
  const page = await petro.follow(await petro.open(link));
  expect(page.html).toContain("This is your ticket");
  expect(page.html).toContain("Petro");
});

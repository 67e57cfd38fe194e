import { describe, expect, test } from "vitest";
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

describe("an answer of the team", () => {
  test("official, with a status and its reason, is one form; everyone reads it", async () => {
    const ticket = await createTicket(db, { kind: "problem" });
    const fields = { "reply-body": "It works as drawn", official: "1", status: "not_a_bug", reason: "By design" };
    expect((await press(ticket, "reply", fields)).status).toBe(303);
    const page = await read(ticket);
    expect([page.status, page.phase]).toEqual(["not_a_bug", "closed"]);
    expect(page.replies).toMatchObject([{ text: "It works as drawn", isTeam: true, isOfficial: true }]);
    expect(page.events.some((line) => line.includes("Anna Koval") && line.includes("By design"))).toBe(true);
    const { html } = await site.browser().open(ticketPath(ticket));
    expect(html).toContain("Anna Koval, Glasno team");
    expect(html).toMatch(/answered within|answered in/);
  });

  test.each(["reply", "status"])("cannot close without a reason by %s: the text comes back", async (intent) => {
    const ticket = await createTicket(db);
    const fields = { "reply-body": "Long thoughts", status: "declined", reason: " ", official: "1" };
    const sent = await press(ticket, intent, fields);
    expect(sent.status).toBe(400);
    expect(sent.html).toContain('href="#reason"');
    expect(textIn(sent.html, "reply-body")?.trim()).toBe("Long thoughts");
    expect((await read(ticket)).status).toBe("new");
    const again = await anna.press(sent, intent, { reason: "Out of scope" });
    expect(again.status).toBe(303);
    expect((await read(ticket)).status).toBe("declined");
  });

  test("cannot set a status of another kind", async () => {
    const ticket = await createTicket(db);
    expect((await press(ticket, "reply", { "reply-body": "Done", status: "fixed" })).status).toBe(400);
    expect((await read(ticket)).replies).toEqual([]);
  });

  test("as a note is read by the team only, and changes nothing that strangers see", async () => {
    const ticket = await createTicket(db);
    const author = site.browser();
    const own = await createTicket(db, { viewer: await createVisitor(db, author), visibility: "private" });
    for (const one of [ticket, own]) {
      const before = await site.browser().open(ticketPath(one));
      const sent = await press(one, "reply", {
        "reply-body": "He pays late",
        "reply-kind": "note",
        status: "answered",
      });
      expect(sent.status).toBe(303);
      expect((await site.browser().open(ticketPath(one))).html).toBe(before.html);
      expect((await read(one, anna)).replies).toMatchObject([{ text: "He pays late", isNote: true }]);
    }
    expect((await author.open(ticketPath(own))).html).not.toContain("He pays late");
    expect((await anna.open(`${ticketPath(ticket)}?as=everyone`)).html).not.toContain("He pays late");
    expect((await row(ticket.id)).waiting_since).toBe(ticket.waiting_since);
    await createReply(db, ticket);
    const { replies } = await read(ticket, anna);
    for (const tail of [`?after=${replies[0]?.id}`, `?edit=${replies[0]?.id}`]) {
      const page = await site.browser().open(`${ticketPath(ticket)}${tail}`);
      expect(page.html, tail).not.toContain("He pays late");
    }
    expect((await site.browser().open(`${ticketPath(ticket)}?after=${replies[0]?.id}`)).status).toBe(404);
  });

  test("is stopped once where something new came in, shows it, keeps the text, and goes through with the next press", async () => {
    const ticket = await createTicket(db, { title: "Old title" });
    const page = await anna.open(ticketPath(ticket));
    await createReply(db, ticket, { body: "Never mind, solved" });
    const fields = { "reply-body": "Let me look", status: "in_progress", official: "1", "reply-kind": "comment" };
    const stopped = await anna.press(page, "reply", fields);
    expect(stopped.status).toBe(409);
    expect(stopped.html).toContain("Never mind, solved");
    expect(textIn(stopped.html, "reply-body")?.trim()).toBe("Let me look");
    expect(
      findElements(stopped.html, (one) => attribute(one, "checked") !== undefined).map((one) => attribute(one, "id")),
    ).toEqual(["reply-kind-comment", "official"]);
    expect((await read(ticket)).replies).toHaveLength(1);
    expect((await anna.press(stopped, "reply")).status).toBe(303);
    expect((await read(ticket)).status).toBe("in_progress");
  });

  test("that is stopped keeps its text also when the title has changed", async () => {
    const ticket = await createTicket(db, { title: "Old title" });
    const page = await anna.open(ticketPath(ticket));
    await anna.post(ticketPath(ticket), { intent: "edit", title: "New title", body: "" });
    const stopped = await anna.press(page, "reply", { "reply-body": "Let me look" });
    expect(stopped.status).toBe(409);
    expect(textIn(stopped.html, "reply-body")?.trim()).toBe("Let me look");
    expect((await anna.press(stopped, "reply")).status).toBe(303);
  });

  test("is pinned and unpinned afterwards; one at a time", async () => {
    const ticket = await createTicket(db);
    for (const text of ["First", "Second"]) await press(ticket, "reply", { "reply-body": text, official: "1" });
    expect((await read(ticket)).replies.map(({ text, isOfficial }) => [text, isOfficial])).toEqual([
      ["Second", true],
      ["First", false],
    ]);
    const [second] = (await read(ticket)).replies;
    await press(ticket, "official", {}, { reply: String(second?.id) });
    expect((await read(ticket)).replies.some(({ isOfficial }) => isOfficial)).toBe(false);
  });
});

import { describe, expect, test } from "vitest";
import type { TicketRow } from "#db/schema.ts";
import { askForPublication } from "~/tickets/change-visibility.server.ts";
import { ticketPath } from "~/urls.ts";
import type { Browser } from "../support/browser.ts";
import { createAgent, createReply, createTicket, createVisitor } from "../support/factories.ts";
import { startSite } from "../support/site.ts";
import { readTicketPage } from "../support/ticket-page.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);

async function ownTicket(facts: Parameters<typeof createTicket>[1] = {}) {
  const author = site.browser();
  const ticket = await createTicket(db, { body: "First words", viewer: await createVisitor(db, author), ...facts });
  return { author, ticket };
}

const page = async (browser: Browser, ticket: TicketRow) => browser.open(ticketPath(ticket));
const press = async (
  browser: Browser,
  ticket: TicketRow,
  intent: string,
  fields = {},
  having?: Record<string, string>,
) => browser.press(await page(browser, ticket), intent, fields, having);
const read = async (ticket: TicketRow) => readTicketPage((await page(site.browser(), ticket)).html);
const lists = ["/", "/tickets", "/tickets?sort=active", "/tickets?kind=question&phase=open"];

describe("the author", () => {
  test("mends title and text in their place; the old address leads to the new one", async () => {
    const { author, ticket } = await ownTicket({ title: "Old title" });
    const form = await author.open(`${ticketPath(ticket)}?edit=ticket`);
    expect(form.html).toContain("First words</textarea>");
    const sent = await author.press(form, "edit", { title: "New title", body: "Better words" });
    expect([sent.status, sent.location]).toEqual([303, `/tickets/${ticket.id}-new-title`]);
    const seen = await site.browser().follow(await page(site.browser(), ticket));
    expect(seen.html).toContain("Better words");
    expect(seen.html).not.toContain("First words");
    expect(seen.html).not.toContain("edited");
  });

  test("gets an edit back as typed where it does not fit", async () => {
    const { author, ticket } = await ownTicket();
    const form = await author.open(`${ticketPath(ticket)}?edit=ticket`);
    const sent = await author.press(form, "edit", { title: " ", body: "Better words" });
    expect(sent.status).toBe(400);
    expect(sent.html).toContain('href="#title"');
    expect(sent.html).toContain("Better words</textarea>");
    expect((await author.press(sent, "edit", { title: "A title" })).status).toBe(303);
  });

  test("marks the answer that helped, which solves the ticket; a second press takes the mark back", async () => {
    const { author, ticket } = await ownTicket({ kind: "problem" });
    const reply = await createReply(db, ticket, { body: "Restart it" });
    expect((await press(author, ticket, "accept", {}, { reply: String(reply) })).location).toContain(`#reply-${reply}`);
    expect((await page(site.browser(), ticket)).html).toContain("Helped the author");
    expect((await read(ticket)).status).toBe("fixed");
    await press(author, ticket, "accept", {}, { reply: String(reply) });
    expect((await page(site.browser(), ticket)).html).not.toContain("Helped the author");
    expect((await read(ticket)).status).toBe("fixed");
  });

  test.each([
    { kind: "question", reason: "Found it myself", status: "declined", shown: "Found it myself" },
    { kind: "problem", reason: "", status: "fixed", shown: "Closed by its author" },
    { kind: "idea", reason: "", status: "declined", shown: "Closed by its author" },
  ] as const)("closes a $kind with the reason “$shown”, once", async ({ kind, reason, status, shown }) => {
    const { author, ticket } = await ownTicket({ kind });
    const before = await page(author, ticket);
    expect((await author.press(before, "close", { reason })).status).toBe(303);
    const seen = await read(ticket);
    expect(seen.status).toBe(status);
    expect(seen.events.join()).toContain(shown);
    expect((await page(author, ticket)).html).not.toContain('value="close"');
    expect((await author.press(before, "close", { reason })).status).toBe(403);
  });

  test("makes the ticket private: it is gone at once from every page and count, and comes back the same way", async () => {
    const { author, ticket } = await ownTicket({ title: "A word nobody else has" });
    const stranger = site.browser();
    const told = async () =>
      Promise.all(lists.map(async (path) => (await stranger.open(path)).html.includes("A word nobody else has")));
    const counted = async () =>
      (await db.selectFrom("ticket_counts").select("count").where("kind", "=", "question").execute()).reduce(
        (sum, { count }) => sum + count,
        0,
      );
    const before = await counted();
    expect(await told()).toEqual(lists.map(() => true));
    expect((await press(author, ticket, "make-private")).status).toBe(303);
    expect(await told()).toEqual(lists.map(() => false));
    expect((await page(stranger, ticket)).status).toBe(404);
    expect(await counted()).toBe(before - 1);
    expect((await page(author, ticket)).status).toBe(200);
    expect((await press(author, ticket, "make-public")).status).toBe(303);
    expect(await told()).toEqual(lists.map(() => true));
    expect(await counted()).toBe(before);
  });

  test("removes the ticket, still reads it, and brings it back", async () => {
    const { author, ticket } = await ownTicket();
    await press(author, ticket, "remove");
    expect((await page(site.browser(), ticket)).status).toBe(410);
    const own = await page(author, ticket);
    expect(own.html).toContain("First words");
    expect(own.html).not.toContain('value="reply"');
    expect((await author.press(own, "restore")).status).toBe(303);
    expect((await page(site.browser(), ticket)).status).toBe(200);
  });

  test("does not bring back what the team removed", async () => {
    const { author, ticket } = await ownTicket({ removed_at: Date.now(), removed_as: "by_team" });
    expect((await author.post(ticketPath(ticket), { intent: "restore" })).status).toBe(403);
    expect((await page(site.browser(), ticket)).status).toBe(410);
  });

  test.each([
    ["make-public", 200],
    ["keep-private", 404],
  ] as const)("answers the team's question about a private ticket with %s", async (intent, status) => {
    const { author, ticket } = await ownTicket({ visibility: "private" });
    await askForPublication(db, ticket.id, { by: { agentId: agent.id }, now: Date.now() });
    expect((await press(author, ticket, intent, {}, {})).status).toBe(303);
    expect((await page(site.browser(), ticket)).status).toBe(status);
    expect((await page(author, ticket)).html).not.toContain('value="keep-private"');
  });

  test("mends and removes a reply of their own", async () => {
    const { ticket } = await ownTicket();
    const browser = site.browser();
    const number = await createReply(db, ticket, { viewer: await createVisitor(db, browser), body: "Tpyo" });
    const form = await browser.open(`${ticketPath(ticket)}?edit=${number}`);
    expect(form.html).toContain("Tpyo</textarea>");
    const empty = await browser.press(form, "edit", { body: "" });
    expect(empty.status).toBe(400);
    expect((await browser.press(form, "edit", { body: "Typo" })).status).toBe(303);
    expect((await read(ticket)).replies.map(({ text }) => text)).toEqual(["Typo"]);
    await press(browser, ticket, "remove", {}, { reply: String(number) });
    expect((await read(ticket)).replies).toEqual([]);
  });
});

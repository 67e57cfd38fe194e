import { describe, expect, test } from "vitest";
import type { TicketRow } from "#db/schema.ts";
import { mergeTickets } from "~/tickets/merge-tickets.server.ts";
import { ticketPath } from "~/urls.ts";
import type { Browser } from "../support/browser.ts";
import { asAgent, createAgent, createReply, createTicket, createVisitor } from "../support/factories.ts";
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
const _lists = ["/", "/tickets", "/tickets?sort=active", "/tickets?kind=question&phase=open"];

describe.each([
  { who: "a stranger", status: 403 },
  { who: "the author of a merged duplicate", status: 403 },
])("$who", ({ who }) => {
  const verbs = ["close", "make-private", "make-public", "new-link", "remove", "edit", "keep-private"];
  const teamOnly = [
    "status",
    "assign",
    "merge",
    "unmerge",
    "official",
    "spam",
    "fine",
    "restore",
    "ask-public",
    "no-answer",
  ];
  test.each([...verbs, ...teamOnly])("cannot %s the ticket", async (intent) => {
    const { ticket } = await ownTicket();
    const browser = site.browser();
    const visitor = await createVisitor(db, browser);
    if (who !== "a stranger") {
      const duplicate = await createTicket(db, { viewer: visitor });
      await mergeTickets(db, { from: duplicate.id, into: ticket.id, agentId: agent.id, now: Date.now() });
    }
    const number = await createReply(db, ticket, { viewer: asAgent(agent) });
    const before = await db.selectFrom("tickets").selectAll().where("id", "=", ticket.id).executeTakeFirst();
    const fields = {
      intent,
      title: "Mine now",
      body: "Mine",
      status: "answered",
      kind: "idea",
      into: "1",
      ticket: "1",
    };
    for (const more of [{}, { reply: String(number) }] as Record<string, string>[]) {
      const sent = await browser.post(ticketPath(ticket), { ...fields, ...more });
      expect([403, 404]).toContain(sent.status);
    }
    expect(await db.selectFrom("tickets").selectAll().where("id", "=", ticket.id).executeTakeFirst()).toEqual(before);
    expect((await read(ticket)).replies.map(({ id }) => id)).toEqual([number]);
  });
});

test("the author of a merged duplicate takes part like the author: marks what helped, and their reply is the requester's", async () => {
  const { ticket } = await ownTicket();
  const browser = site.browser();
  const duplicate = await createTicket(db, { viewer: await createVisitor(db, browser) });
  const number = await createReply(db, ticket, { viewer: asAgent(agent) });
  await mergeTickets(db, { from: duplicate.id, into: ticket.id, agentId: agent.id, now: Date.now() });
  expect((await press(browser, ticket, "accept", {}, { reply: String(number) })).status).toBe(303);
  expect((await read(ticket)).status).toBe("answered");
  await press(browser, ticket, "reply", { "reply-body": "Not for me", "reply-outcome": "unsolved" });
  expect((await read(ticket)).status).toBe("in_progress");
});

test("a stranger who asks for the edit form gets the page as everyone sees it", async () => {
  const { ticket } = await ownTicket();
  const stranger = await site.browser().open(`${ticketPath(ticket)}?edit=ticket`);
  expect(stranger.html).toContain("First words");
  expect(stranger.html).not.toContain('value="edit"');
  expect((await site.browser().post(ticketPath(ticket), { intent: "accept", reply: "1" })).status).toBe(403);
});

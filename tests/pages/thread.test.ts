import { describe, expect, test } from "vitest";
import type { TicketRow } from "#db/schema.ts";
import { wordsIn } from "~/i18n/words.ts";
import { changeFacts } from "~/tickets/change-facts.server.ts";
import { mergeTickets } from "~/tickets/merge-tickets.server.ts";
import { changeStatus } from "~/tickets/set-status.server.ts";
import { replyPath, ticketPath } from "~/urls.ts";
import type { Browser } from "../support/browser.ts";
import { createAgent, createFoundTicket, createReply, createTicket, createVisitor } from "../support/factories.ts";
import { attribute, findElements } from "../support/html-form.ts";
import { startSite } from "../support/site.ts";
import { readTicketPage } from "../support/ticket-page.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);
const _SILENT = { Origin: "", "Sec-Fetch-Site": "" };

async function reply(ticket: TicketRow, fields: Record<string, string>, browser = site.browser(), intent = "reply") {
  const sent = await browser.press(await browser.open(ticketPath(ticket)), intent, fields);
  return { browser, sent };
}

const read = async (ticket: TicketRow, browser: Browser = site.browser()) =>
  readTicketPage((await browser.open(ticketPath(ticket))).html);
const _countReplies = async (ticket: TicketRow) =>
  (await db.selectFrom("replies").select("id").where("ticket_id", "=", ticket.id).execute()).length;
const kept = (html: string, id = "reply-body") => {
  const [field] = findElements(html, (one) => attribute(one, "id") === id);
  return (
    field && (attribute(field, "value") ?? field.childNodes.map((node) => ("value" in node ? node.value : "")).join(""))
  );
};

describe("a form from a page that has grown old", () => {
  test("keeps its text when the title has changed meanwhile", async () => {
    const ticket = await createTicket(db, { title: "Привет" });
    const browser = site.browser();
    const page = await browser.open(ticketPath(ticket));
    await changeFacts(db, ticket.id, { kind: "problem", language: "uk" }, { agentId: agent.id, now: Date.now() });
    const moved = { ...ticket, slug: "changed" };
    for (const [intent, status] of [
      ["preview", 200],
      ["reply", 400],
    ] as const) {
      const name = intent === "reply" ? "Support" : "";
      const path = ticketPath(moved);
      const sent = await browser.post(path, { intent, "reply-body": "Long thoughts", "reply-name": name });
      expect(sent.status).toBe(status);
      expect(kept(sent.html)).toBe("Long thoughts");
    }
    expect((await browser.press(page, "reply", { "reply-body": "Long thoughts" })).status).toBe(303);
  });

  test("keeps its text when the ticket was merged meanwhile", async () => {
    const [ticket, original] = [await createTicket(db), await createTicket(db)];
    const browser = site.browser();
    const page = await browser.open(ticketPath(ticket));
    await mergeTickets(db, { from: ticket.id, into: original.id, agentId: agent.id, now: Date.now() });
    const sent = await browser.press(page, "reply", { "reply-body": "Long thoughts" });
    expect(sent.html).toContain("Long thoughts");
  });
});

describe("the author's reply", () => {
  const cases = [
    { kind: "question", to: "needs_info", outcome: undefined, after: "new" },
    { kind: "question", to: "answered", outcome: "saying", after: "answered" },
    { kind: "question", to: "answered", outcome: "unsolved", after: "in_progress" },
    { kind: "problem", to: "not_a_bug", outcome: undefined, after: "not_a_bug" },
  ] as const;
  test.each(cases)("to a $kind that is $to ($outcome) leaves it $after", async ({ kind, to, outcome, after }) => {
    const browser = site.browser();
    const ticket = await createTicket(db, { kind, viewer: await createVisitor(db, browser) });
    await changeStatus(db, ticket.id, { status: to, reason: "Because", by: { agentId: agent.id }, now: Date.now() });
    const asks = (await browser.open(ticketPath(ticket))).html.includes('id="reply-outcome-unsolved"');
    expect(asks).toBe(outcome !== undefined);
    const { sent } = await reply(
      ticket,
      { "reply-body": "Me again", ...(outcome && { "reply-outcome": outcome }) },
      browser,
    );
    expect(sent.status).toBe(303);
    const page = await read(ticket);
    expect(page.status).toBe(after);
    expect(page.replies.map(({ text }) => text)).toEqual(["Me again"]);
    expect((await site.browser().open(ticketPath(ticket))).html).toContain(wordsIn("en")("tickets:requester"));
  });
});

test("matrix 1.3, page n of a ticket: a long thread comes in pages of 50, each reply once", async () => {
  const ticket = await createFoundTicket(db);
  const at = Date.now();
  const numbers = [];
  for (let n = 0; n < 103; n++) numbers.push(await createReply(db, ticket, { now: at + Math.floor(n / 7) }));
  const shown: number[] = [];
  let before: string | undefined;
  let path: string | undefined = ticketPath(ticket);
  for (let pages = 0; path && pages < 9; pages++) {
    const { html, status } = await site.browser().open(path);
    expect(status).toBe(200);
    // Each page is one of its own for search engines, not a copy of the first.
    expect(html).toContain(`<link rel="canonical" href="http://forum.test${path}"/>`);
    shown.push(...readTicketPage(html).replies.map(({ id }) => id));
    const [next] = findElements(html, (one) => attribute(one, "rel") === "next");
    before = path;
    path = next && attribute(next, "href");
  }
  expect(shown).toEqual(numbers);

  // The last page leads back to the one before it, and does not say the whole question once more.
  const { html } = await site.browser().open(String(before));
  const [earlier] = findElements(html, (one) => attribute(one, "rel") === "prev");
  expect(earlier && attribute(earlier, "href")).toBe(`${ticketPath(ticket)}?after=${numbers[49]}`);
  expect(readTicketPage(html).text.length).toBeLessThan(ticket.body.length);
  for (const [number, page] of [
    [numbers[3], ticketPath(ticket)],
    [numbers[60], `${ticketPath(ticket)}?after=${numbers[49]}`],
  ] as const) {
    const { status, html } = await site.browser().open(replyPath(ticket, Number(number)));
    expect(status).toBe(200);
    expect(html).toContain(`id="reply-${number}"`);
    expect(html).toContain(`<link rel="canonical" href="http://forum.test${page}"/>`);
  }
});

import { describe, expect, test } from "vitest";
import { ticketPath, ticketVotePath } from "~/urls.ts";
import { createReply, createTicket } from "../support/factories.ts";
import { attribute, findElements, textOf } from "../support/html-form.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;

/** The vote buttons of a page: what a press would do, and the number on it. */
const buttons = (html: string) =>
  findElements(html, (one) => (attribute(one, "class") ?? "").includes("vote-button")).map((one) => ({
    intent: attribute(one, "value"),
    count: Number(/(\d+)\s*$/.exec(textOf(one))?.[1]),
  }));

describe("a vote on an idea", () => {
  test("is one press, the second takes it back; the public page always offers to vote", async () => {
    const ticket = await createTicket(db, { kind: "idea" });
    const browser = site.browser();
    const open = (by = browser) => by.open(ticketPath(ticket));
    const sent = await browser.press(await open(), "vote");
    expect([sent.status, sent.location]).toEqual([303, ticketPath(ticket)]);
    expect(buttons((await open()).html)).toEqual([{ intent: "unvote", count: 1 }]);
    expect(buttons((await open(site.browser())).html)).toEqual([{ intent: "vote", count: 1 }]);
    await browser.post(ticketVotePath(ticket), { intent: "vote" });
    expect(buttons((await open()).html)).toEqual([{ intent: "unvote", count: 1 }]);
    await browser.press(await open(), "unvote");
    expect(buttons((await open()).html)).toEqual([{ intent: "vote", count: 0 }]);
  });

  test("of a browser that keeps no cookie counts once a day for its network", async () => {
    const ticket = await createTicket(db, { kind: "problem" });
    const vote = (address: string) =>
      site.browser().post(ticketVotePath(ticket), { intent: "vote" }, { "X-Forwarded-For": address });
    for (const address of ["192.0.2.1", "192.0.2.200", "198.51.100.1", "2001:db8:0:12ff::1", "2001:db8:0:1200::2"]) {
      expect((await vote(address)).status).toBe(303);
    }
    expect(buttons((await site.browser().open(ticketPath(ticket))).html)).toEqual([{ intent: "vote", count: 3 }]);
  });

  test("from another site is refused", async () => {
    const ticket = await createTicket(db, { kind: "idea" });
    const headers = { Origin: "https://evil.test", "Sec-Fetch-Site": "cross-site" };
    expect((await site.browser().post(ticketVotePath(ticket), { intent: "vote" }, headers)).status).toBe(403);
    expect(buttons((await site.browser().open(ticketPath(ticket))).html)).toEqual([{ intent: "vote", count: 0 }]);
  });
});

test.each(["question", "thanks"] as const)("a %s is not voted on", async (kind) => {
  const ticket = await createTicket(db, { kind });
  expect(buttons((await site.browser().open(ticketPath(ticket))).html)).toEqual([]);
  expect((await site.browser().post(ticketVotePath(ticket), { intent: "vote" })).status).toBe(404);
});

test("answers are voted on, comments are not", async () => {
  const ticket = await createTicket(db);
  const [answer, comment] = [await createReply(db, ticket), await createReply(db, ticket, { kind: "comment" })];
  const browser = site.browser();
  const sent = await browser.press(await browser.open(ticketPath(ticket)), "vote", {}, { reply: String(answer) });
  expect(sent.location).toBe(`${ticketPath(ticket)}#reply-${answer}`);
  expect(buttons((await browser.open(ticketPath(ticket))).html)).toEqual([{ intent: "unvote", count: 1 }]);
  expect((await browser.post(ticketVotePath(ticket), { intent: "vote", reply: String(comment) })).status).toBe(404);
});

test("the address of the vote leads a reader back to the ticket", async () => {
  const ticket = await createTicket(db, { kind: "idea" });
  const page = await site.browser().follow(await site.browser().open(ticketVotePath(ticket)));
  expect([page.status, buttons(page.html)]).toEqual([200, [{ intent: "vote", count: 0 }]]);
});

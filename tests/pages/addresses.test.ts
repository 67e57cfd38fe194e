import { describe, expect, test } from "vitest";
import { editTicket } from "~/tickets/edit-text.server.ts";
import { mergeTickets } from "~/tickets/merge-tickets.server.ts";
import { ticketPath } from "~/urls.ts";
import { createAgent, createTicket, LONG_TEXT } from "../support/factories.ts";
import { attribute, findElements } from "../support/html-form.ts";
import { ORIGIN, startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);

/** A ticket whose title, and so its address, has changed once. */
async function renamedTicket() {
  const { id } = await createTicket(db, { title: "The old title" });
  const edit = {
    body: LONG_TEXT,
    by: {},
    voice: "visitor" as const,
    now: Date.now(),
    site: { origin: ORIGIN, locale: "en" },
  };
  return editTicket(db, id, { ...edit, title: "The new title" });
}

const spellings: { spelling: string; path: (id: number) => string }[] = [
  { spelling: "the number alone", path: (id) => `/tickets/${id}` },
  { spelling: "the number and a dash", path: (id) => `/tickets/${id}-` },
  { spelling: "the old title", path: (id) => `/tickets/${id}-the-old-title` },
  { spelling: "a title that never was", path: (id) => `/tickets/${id}-something-else` },
  { spelling: "capitals", path: (id) => `/tickets/${id}-The-New-Title` },
  { spelling: "capitals in the folder", path: (id) => `/Tickets/${id}-the-new-title` },
  { spelling: "a slash at the end", path: (id) => `/tickets/${id}-the-new-title/` },
  { spelling: "zeros before the number", path: (id) => `/tickets/00${id}-the-new-title` },
  { spelling: "an encoded dash", path: (id) => `/tickets/${id}%2Dthe-new-title` },
];

describe.each(spellings)("matrix 1.3, other spellings: an address with $spelling", ({ path }) => {
  test("leads to the one address of the ticket in one hop", async () => {
    const ticket = await renamedTicket();
    const answer = await site.browser().open(path(ticket.id));
    expect([answer.status, answer.location]).toEqual([301, ticketPath(ticket)]);
    expect((await site.browser().open(String(answer.location))).status).toBe(200);
  });

  test("of a merged ticket leads to its original in one hop", async () => {
    const [ticket, original] = [await renamedTicket(), await createTicket(db, { title: "The original" })];
    await mergeTickets(db, { from: ticket.id, into: original.id, agentId: agent.id, now: Date.now() });
    const answer = await site.browser().open(path(ticket.id));
    expect([answer.status, answer.location]).toEqual([301, ticketPath(original)]);
  });
});

describe("the one address", () => {
  test("matrix 1.3, trackers, S21: is its own canonical, also with what they add", async () => {
    const ticket = await renamedTicket();
    for (const query of ["", "?utm_source=mail", "?ref=x&yclid=1"]) {
      const page = await site.browser().open(`${ticketPath(ticket)}${query}`);
      expect(page.status).toBe(200);
      const [canonical] = findElements(page.html, (one) => attribute(one, "rel") === "canonical");
      expect(canonical && attribute(canonical, "href")).toBe(`${ORIGIN}${ticketPath(ticket)}`);
    }
  });

  test("keeps the query when it is put right", async () => {
    const ticket = await renamedTicket();
    const answer = await site.browser().open(`/tickets/${ticket.id}?utm_source=mail`);
    expect(answer.location).toBe(`${ticketPath(ticket)}?utm_source=mail`);
  });

  test("is asked for anew each time: no cache may keep a redirect to a title that may be hidden tomorrow", async () => {
    const ticket = await renamedTicket();
    const answer = await site.browser().open(`/tickets/${ticket.id}`);
    expect(answer.headers.get("cache-control")).toMatch(/no-store|no-cache/);
  });

  test.each(["0", "-1", "x", "1e3", "9".repeat(16), "%00", "41.data", "..%2Fdesk"])(
    "matrix 1.3, never existed: with %s for a number is 404",
    async (ref) => {
      expect((await site.browser().open(`/tickets/${ref}`)).status).toBe(404);
    },
  );

  test("matrix 1.3, page n: with a page of replies that is not there is 404", async () => {
    const [ticket, other] = [await renamedTicket(), await renamedTicket()];
    for (const after of ["", "x", "-1", "999999", String(other.id)]) {
      expect((await site.browser().open(`${ticketPath(ticket)}?after=${after}`)).status, after).toBe(404);
    }
  });
});

test("matrix 1.3, merged: a chain of merges leads to the last one in one hop", async () => {
  const [first, second, third] = [await renamedTicket(), await renamedTicket(), await renamedTicket()];
  await mergeTickets(db, { from: first.id, into: second.id, agentId: agent.id, now: Date.now() });
  await mergeTickets(db, { from: second.id, into: third.id, agentId: agent.id, now: Date.now() });
  for (const ticket of [first, second]) {
    const answer = await site.browser().open(ticketPath(ticket));
    expect([answer.status, answer.location]).toEqual([301, ticketPath(third)]);
  }
});

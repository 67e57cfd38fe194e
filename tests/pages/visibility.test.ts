import { describe, expect, test } from "vitest";
import type { TicketRow } from "#db/schema.ts";
import { secretLinkToken } from "~/tickets/secret-link.server.ts";
import { ticketIntents } from "~/tickets/ticket-intents.server.ts";
import { secretLinkPath, ticketPath } from "~/urls.ts";
import type { Browser, TestPage } from "../support/browser.ts";
import { createAgent, createTicket, createVisitor, signInAs } from "../support/factories.ts";
import { startSite } from "../support/site.ts";
import { makers, neverPublic, oncePublic } from "./hidden-states.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);
const NEVER = 999_999;

/** A ticket in the state, and the browser of its author. */
async function makeTicket(make: (typeof neverPublic)[number]["make"]) {
  const browser = site.browser();
  const author = await createVisitor(db, browser);
  return { browser, ticket: await make({ db, author, agent, title: "My contract" }) };
}

async function stranger(kind: "without a cookie" | "who wrote something else"): Promise<Browser> {
  const browser = site.browser();
  if (kind === "who wrote something else") await createTicket(db, { viewer: await createVisitor(db, browser) });
  return browser;
}

/** Everything an answer tells, but for the time. */
function everything({ status, html, headers }: TestPage) {
  return { status, html, headers: [...headers].filter(([name]) => name !== "date") };
}

/** Asks the same of the ticket's number and of one that never was. */
async function bothAnswers(
  browser: Browser,
  ticket: TicketRow,
  ask: (browser: Browser, ref: string) => Promise<TestPage>,
) {
  return {
    real: everything(await ask(browser, `${ticket.id}-${ticket.slug}`)),
    never: everything(await ask(browser, `${NEVER}-${ticket.slug}`)),
  };
}

const reads = [
  "",
  "/",
  "?after=1",
  "?edit=ticket",
  "?as=everyone",
  "?receipt=1.x",
  "/received",
  "/received?receipt=1.x",
  "/anything",
  ".atom",
];
const text = { "reply-body": "These words stay", title: "These too", body: "And these" };

describe.each(neverPublic)("matrix 1.3, private or held: a ticket that is $state", ({ make }) => {
  test.each(["without a cookie", "who wrote something else"] as const)(
    "is to a stranger %s the page of a number that never was",
    async (kind) => {
      const { ticket } = await makeTicket(make);
      const browser = await stranger(kind);
      for (const tail of reads) {
        const { real, never } = await bothAnswers(browser, ticket, (by, ref) => by.open(`/tickets/${ref}${tail}`));
        expect(real, tail).toEqual(never);
        expect(real.status, tail).toBe(404);
      }
      const bare = everything(await browser.open(`/tickets/${ticket.id}`));
      expect(bare).toEqual(everything(await browser.open(`/tickets/${NEVER}`)));
    },
  );

  test("answers a stranger's form like a number that never was, with the text kept", async () => {
    const { ticket } = await makeTicket(make);
    const before = await wholeTicket(ticket.id);
    for (const intent of [...Object.keys(ticketIntents), "never heard of"]) {
      const { real, never } = await bothAnswers(site.browser(), ticket, (by, ref) =>
        by.post(`/tickets/${ref}`, { intent, ...text }),
      );
      expect(real, intent).toEqual(never);
      expect(real.status, intent).toBe(404);
      for (const words of Object.values(text)) expect(real.html, intent).toContain(words);
    }
    for (const tail of ["/vote", "/received", "/anything"]) {
      const { real, never } = await bothAnswers(site.browser(), ticket, (by, ref) =>
        by.post(`/tickets/${ref}${tail}`, { intent: "vote", ...text }),
      );
      expect(real, tail).toEqual(never);
    }
    expect(await wholeTicket(ticket.id)).toEqual(before);
  });

  test("is all there for an agent", async () => {
    const { ticket } = await makeTicket(make);
    const browser = site.browser();
    await signInAs(db, browser, agent);
    const page = await browser.follow(await browser.open(ticketPath(ticket)));
    expect(page.status).toBe(200);
    expect(page.html).toMatch(/My contract|Another title/);
    expect(page.headers.get("cache-control")).toBe("private, no-store");
  });
});

async function wholeTicket(id: number) {
  const [ticket, replies, votes] = await Promise.all([
    db.selectFrom("tickets").selectAll().where("id", "=", id).execute(),
    db.selectFrom("replies").selectAll().where("ticket_id", "=", id).execute(),
    db.selectFrom("votes").selectAll().where("target_id", "=", id).execute(),
  ]);
  return { ticket, replies, votes };
}

describe.each(oncePublic)("matrix 1.3, deleted: a public ticket that was $state", ({ make }) => {
  test("is 410 to a stranger, in words, without its text and out of every index", async () => {
    const { ticket } = await makeTicket(make);
    for (const path of [ticketPath(ticket), `/tickets/${ticket.id}`]) {
      const page = await site.browser().open(path);
      expect(page.status).toBe(410);
      expect(page.html).not.toContain("contract");
      expect(page.headers.get("x-robots-tag")).toContain("noindex");
    }
  });

  test("takes no reply, and gives its text back", async () => {
    const { ticket } = await makeTicket(make);
    const page = await site.browser().post(ticketPath(ticket), { intent: "reply", ...text });
    expect(page.status).toBe(410);
    expect(page.html).toContain("These words stay");
    expect((await site.browser().post(`${ticketPath(ticket)}/vote`, { intent: "vote" })).status).toBe(404);
  });
});

const authorSees: { state: string; make: (typeof neverPublic)[number]["make"]; status: number; words?: string }[] = [
  { state: "public", make: makers.openly, status: 200, words: "My contract." },
  { state: "private", make: makers.privately, status: 200, words: "Private: only you and the team see this" },
  { state: "held", make: makers.held, status: 200, words: "Visible to you and the team until it is checked" },
  { state: "removed by themselves", make: makers.removed(makers.openly, "author"), status: 200, words: "My contract." },
  { state: "removed by the team", make: makers.removed(makers.openly, "team"), status: 200, words: "My contract." },
  {
    state: "private and removed",
    make: makers.removed(makers.privately, "author"),
    status: 200,
    words: "My contract.",
  },
  {
    state: "removed 31 days ago",
    make: makers.removed(makers.openly, "author", Date.now() - 31 * 24 * 60 * 60 * 1000),
    status: 410,
  },
  { state: "marked as spam", make: makers.spam(makers.openly), status: 200, words: "took this for advertising" },
];

describe.each(authorSees)(
  "matrix 1.3, with token: the author of a ticket that is $state",
  ({ state, make, status, words = "" }) => {
    test(`gets ${status} by the cookie`, async () => {
      const { ticket, browser } = await makeTicket(make);
      checkAuthorPage(await browser.open(ticketPath(ticket)));
    });

    test(`gets ${status} by the secret link in another browser`, async () => {
      const { ticket } = await makeTicket(make);
      const browser = site.browser();
      const link = await browser.open(secretLinkPath(secretLinkToken(ticket, site.secret)));
      expect(link.status).toBe(303);
      checkAuthorPage(await browser.follow(link));
    });

    function checkAuthorPage(page: TestPage) {
      expect(page.status).toBe(status);
      expect(page.html).toContain(words);
      expect(page.headers.get("cache-control")).toMatch(/^private/);
      if (status === 410 || state === "public") return;
      expect(page.headers.get("cache-control")).toBe("private, no-store");
      expect(page.headers.get("x-robots-tag")).toBe("noindex, nofollow, noarchive");
      expect(page.headers.get("referrer-policy")).toBe("same-origin");
    }
  },
);

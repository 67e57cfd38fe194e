import { describe, expect, test } from "vitest";
import { secretLinkToken } from "~/tickets/secret-link.server.ts";
import { secretLinkPath, ticketPath } from "~/urls.ts";
import { createTicket, createVisitor } from "../support/factories.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;

/** A ticket, its secret link, and its author's browser. */
async function makeTicket(visibility: "public" | "private" = "private") {
  const author = site.browser();
  const ticket = await createTicket(db, { viewer: await createVisitor(db, author), visibility, title: "My contract" });
  return { author, ticket, link: secretLinkPath(secretLinkToken(ticket, site.secret)) };
}

async function openLink(link: string) {
  const browser = site.browser();
  return { browser, answer: await browser.open(link) };
}

describe("a secret link", () => {
  test("sets the cookie and leads to the clean address, and nobody is told where from", async () => {
    const { link, ticket } = await makeTicket();
    const { browser, answer } = await openLink(link);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(answer.headers.get("x-robots-tag")).toContain("noindex");
    expect(answer.headers.get("set-cookie")).toMatch(
      /^visitor=[\w-]{43}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(answer.location).not.toContain(link.slice(3));
    const page = await browser.open(String(answer.location));
    expect([page.status, page.location]).toEqual([303, ticketPath(ticket)]);
    expect((await browser.open(ticketPath(ticket))).html).toContain("My contract");
  });

  test.each(["private", "public"] as const)(
    "shows a %s ticket in place where the cookie does not come back, and no cache keeps that page",
    async (visibility) => {
      const { link } = await makeTicket(visibility);
      const { answer } = await openLink(link);
      const page = await site.browser().open(String(answer.location));
      expect(page.status).toBe(200);
      expect(page.html).toContain(link);
      expect(page.headers.get("cache-control")).toBe("private, no-store");
      expect(page.headers.get("x-robots-tag")).toContain("noindex");
    },
  );

  test("opens its own ticket and no other", async () => {
    const [mine, other] = [await makeTicket(), await makeTicket()];
    const { browser } = await openLink(mine.link);
    expect((await browser.open(ticketPath(other.ticket))).status).toBe(404);
    const forged = mine.link.replace(`/${mine.ticket.id}-`, `/${other.ticket.id}-`);
    expect((await openLink(forged)).answer.status).toBe(404);
  });

  test.each([
    ["cut short", (link: string) => link.slice(0, -1)],
    ["of another generation", (link: string) => link.replace(/.$/, (last) => (last === "A" ? "B" : "A"))],
    ["of a number that never was", (link: string) => link.replace(/\/\d+-/, "/999999-")],
    ["without a number", () => "/m/nothing"],
  ])("%s is the page of an address that never was, and sets no cookie", async (_, spoil) => {
    const { answer } = await openLink(spoil((await makeTicket()).link));
    expect(answer.status).toBe(404);
    expect(answer.html).toBe((await site.browser().open("/m/1-never")).html);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  test("stands on its author's page and nobody else's", async () => {
    const { author, ticket, link } = await makeTicket("public");
    expect((await author.open(ticketPath(ticket))).html).toContain(link);
    expect((await site.browser().open(ticketPath(ticket))).html).not.toContain(link.slice(4));
  });
});

describe("a new link", () => {
  test("ends the old one and the rights it gave; who asked, and who wrote it, keep theirs", async () => {
    const { author, ticket, link } = await makeTicket();
    const [asking, other] = [(await openLink(link)).browser, (await openLink(link)).browser];
    const page = await asking.open(ticketPath(ticket));
    const done = await asking.press(page, "new-link");
    expect(done.status).toBe(303);

    expect((await openLink(link)).answer.status).toBe(404);
    expect((await other.open(ticketPath(ticket))).status).toBe(404);
    expect((await other.open("/mine")).html).not.toContain("My contract");
    for (const browser of [asking, author]) {
      const now = await browser.open(ticketPath(ticket));
      expect(now.status).toBe(200);
      expect(now.html).not.toContain(link);
      const fresh = /\/m\/[\w-]+/.exec(now.html)?.[0] ?? "";
      expect((await openLink(fresh)).answer.status).toBe(303);
    }
  });

  test("cannot be asked for by a stranger", async () => {
    const { ticket, link } = await makeTicket("public");
    expect((await site.browser().post(ticketPath(ticket), { intent: "new-link" })).status).toBe(403);
    expect((await openLink(link)).answer.status).toBe(303);
  });
});

test("my tickets are those of this browser, also by the link, and nobody else's", async () => {
  const { author, link } = await makeTicket();
  expect((await author.open("/mine")).html).toContain("My contract");
  const { browser } = await openLink(link);
  expect((await browser.open("/mine")).html).toContain("My contract");
  for (const stranger of [site.browser(), (await makeOther()).author]) {
    expect((await stranger.open("/mine")).html).not.toContain("My contract");
  }
});

async function makeOther() {
  const author = site.browser();
  await createTicket(db, { viewer: await createVisitor(db, author), title: "Something else" });
  return { author };
}

import path from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, inTransaction } from "#db/client.ts";
import { addReaderCounts } from "~/readers/page-readers.server.ts";
import { saveSetting } from "~/site/save-settings.server.ts";
import { articlePath, ticketPath } from "~/urls.ts";
import { Browser } from "../support/browser.ts";
import { openIn } from "../support/database.ts";
import { createAgent, createArticle, createTicket, signInAs } from "../support/factories.ts";
import { attribute, findElements, textOf } from "../support/html-form.ts";
import { runSite } from "../support/journey.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const anna = site.browser();
const ticket = await createTicket(db, { title: "How do I export?", status: "answered" });
const article = await createArticle(db, { title: "Exporting" });

const PRODUCT = "https://product.example/try?a=1";
const PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const GOOGLE = { "User-Agent": PERSON, Referer: "https://www.google.com/" };

beforeAll(async () => {
  await signInAs(db, anna, await createAgent(db, { role: "admin" }));
});
beforeEach(async () => {
  await anna.open("/desk/search/readers");
  await inTransaction(db, async (trx) => {
    await trx.deleteFrom("page_readers").execute();
    await saveSetting(trx, "call_to_action", { label: "Try Acme", url: PRODUCT }, Date.now());
  });
});

/** The rows of one list of the desk, as text. */
async function listed(list: "from_search" | "went_on", query = ""): Promise<string[]> {
  const { html } = await anna.open(`/desk/search/readers${query}`);
  return findElements(html, ({ tagName }) => tagName === "section")
    .filter((section) => attribute(section, "aria-labelledby") === list)
    .flatMap((section) => findElements(section, ({ tagName }) => tagName === "tr").slice(1))
    .map((row) =>
      findElements(row, ({ tagName }) => tagName === "a" || tagName === "td")
        .map(textOf)
        .join(" | "),
    );
}

describe("a page opened from a search engine", () => {
  test("is counted, kept or not, once an hour for each network; nothing of the person stays", async () => {
    const browser = site.browser();
    for (const headers of [GOOGLE, GOOGLE]) await browser.open(ticketPath(ticket), headers);
    for (let reader = 0; reader < 2; reader++) await site.browser().open(ticketPath(ticket), GOOGLE);
    const opened = await site.browser().open(articlePath(article), { ...GOOGLE, Referer: "https://yandex.ru/" });
    expect(opened.headers.get("set-cookie")).toBeNull();
    expect(await listed("from_search")).toEqual(["How do I export? | 3 | 0", "Exporting | 1 | 0"]);
    const rows = await db.selectFrom("page_readers").selectAll().execute();
    expect(rows.map((row) => Object.keys(row))).toEqual(
      rows.map(() => ["day", "target", "target_id", "from_search", "went_on"]),
    );
  });

  test("by the address it had once is counted where it leads", async () => {
    const browser = site.browser();
    const moved = await browser.open(`/tickets/${ticket.id}`, GOOGLE);
    expect(moved.status).toBe(301);
    await browser.open(String(moved.location), GOOGLE);
    expect(await listed("from_search")).toEqual(["How do I export? | 1 | 0"]);
  });

  test("is the same bytes as for everybody else", async () => {
    const [plain, led] = [
      await site.browser().open(ticketPath(ticket)),
      await site.browser().open(ticketPath(ticket), GOOGLE),
    ];
    expect(led.html).toBe(plain.html);
    expect(led.headers.get("etag")).toBe(plain.headers.get("etag"));
  });

  test.each([
    ["a crawler", { ...GOOGLE, "User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" }],
    ["a program without a name", { ...GOOGLE, "User-Agent": "" }],
    ["somebody from elsewhere", { ...GOOGLE, Referer: "https://google.evil.com/" }],
    ["somebody from another page of the site", { ...GOOGLE, Referer: "http://forum.test/tickets" }],
    ["somebody who says nothing of it", { "User-Agent": PERSON }],
    ["a browser that fetches beforehand", { ...GOOGLE, "Sec-Purpose": "prefetch" }],
    ["a frame", { ...GOOGLE, "Sec-Fetch-Dest": "iframe" }],
  ])("by %s is not counted", async (_, headers) => {
    await site.browser().open(ticketPath(ticket), headers);
    expect(await listed("from_search")).toEqual([]);
  });

  test("by the team, or that only its author may read, is not counted", async () => {
    await anna.open(ticketPath(ticket), GOOGLE);
    const hidden = await createTicket(db, { title: "Between us", visibility: "private" });
    await site.browser().open(ticketPath(hidden), GOOGLE);
    await addReaderCounts(db, [{ day: "2099-01-01", target: "ticket", id: hidden.id, fromSearch: 1, wentOn: 1 }]);
    expect(await db.selectFrom("page_readers").selectAll().execute()).toEqual([]);
  });
});

const callsOf = (html: string) =>
  findElements(html, ({ tagName }) => tagName === "a").filter((link) => textOf(link) === "Try Acme");

describe("the call to action", () => {
  test("stands in the header and under an answered ticket and an article, and counts on the way", async () => {
    for (const [page, name] of [
      [ticketPath(ticket), `ticket-${ticket.id}`],
      [articlePath(article), `article-${article.id}`],
    ] as const) {
      const links = callsOf((await site.browser().open(page)).html);
      expect(links.map((link) => [attribute(link, "href"), attribute(link, "rel")])).toEqual([
        [`/go?from=${name}`, "nofollow"],
        [`/go?from=${name}`, "nofollow"],
      ]);
      const gone = await site.browser().open(`/go?from=${name}`, { "User-Agent": PERSON });
      expect([gone.status, gone.location]).toEqual([303, PRODUCT]);
      expect(gone.headers.get("set-cookie")).toBeNull();
      expect(gone.headers.get("x-robots-tag")).toBe("noindex");
      expect(gone.headers.get("cache-control")).toBe("private, no-store");
    }
    expect(await listed("went_on")).toEqual(["Exporting | 0 | 1", "How do I export? | 0 | 1"]);
  });

  test("leads from everywhere else straight to the product, and is not under what nobody answered", async () => {
    expect(callsOf((await site.browser().open("/tickets")).html).map((link) => attribute(link, "href"))).toEqual([
      PRODUCT,
    ]);
    const open = await createTicket(db, { title: "Anybody?" });
    expect(callsOf((await site.browser().open(ticketPath(open))).html)).toHaveLength(1);
  });

  test.each([
    "https://evil.example/",
    "//evil.example",
    "ticket-1&to=https://evil.example",
    "ticket-999999",
    "ticket-x",
    "",
  ])("leads from “%s” to nowhere else, and counts nothing", async (from) => {
    const gone = await site.browser().open(`/go?from=${from}&url=https://evil.example`, { "User-Agent": PERSON });
    expect([gone.status, gone.location]).toEqual([303, PRODUCT]);
    if (!/^ticket-1&/.test(from)) expect(await listed("went_on")).toEqual([]);
  });

  test.each([
    ["a crawler", { "User-Agent": "bingbot/2.0" }],
    ["a link on another site", { "User-Agent": PERSON, "Sec-Fetch-Site": "cross-site" }],
    ["a browser that fetches beforehand", { "User-Agent": PERSON, Purpose: "prefetch" }],
  ])("followed by %s is not counted", async (_, headers) => {
    expect((await site.browser().open(`/go?from=ticket-${ticket.id}`, headers)).location).toBe(PRODUCT);
    expect(await listed("went_on")).toEqual([]);
  });

  test("is nowhere while no admin has set it, and crawlers are asked to leave its address alone", async () => {
    await inTransaction(db, (trx) => saveSetting(trx, "call_to_action", null, Date.now()));
    expect((await site.browser().open(`/go?from=ticket-${ticket.id}`)).status).toBe(404);
    expect((await site.browser().open(ticketPath(ticket))).html).not.toContain("/go?");
    expect((await anna.open("/desk/search/readers")).html).toContain('href="/desk/settings"');
    expect((await site.browser().open("/robots.txt")).html.match(/^Disallow: \/go\?$/gm)).toHaveLength(2);
  });
});

describe("the desk", () => {
  test("sums a period; any other is no page, and strangers see none", async () => {
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const page = { target: "ticket" as const, id: ticket.id, wentOn: 1 };
    await addReaderCounts(db, [
      { ...page, day: day(3), fromSearch: 2 },
      { ...page, day: day(60), fromSearch: 5 },
    ]);
    expect(await listed("from_search")).toEqual(["How do I export? | 2 | 1"]);
    expect(await listed("from_search", "?days=90")).toEqual(["How do I export? | 7 | 2"]);
    expect((await anna.open("/desk/search/readers?days=7")).status).toBe(404);
    expect((await site.browser().open("/desk/search/readers")).status).toBe(401);
    expect((await anna.open("/desk/search")).html).toContain('href="/desk/search/readers"');
  });

  test("says a word where nobody came yet", async () => {
    const { html } = await anna.open("/desk/search/readers");
    expect(html).toContain("empty-state");
    expect(html).not.toContain("<table");
  });
});

test("readers who were counted are written when the process stops", async () => {
  const dataDir = path.join(site.dataDir, "stopped");
  const running = await runSite({ dataDir });
  const own = openIn(dataDir);
  const read = await createTicket(own, { title: "Read once" });
  await new Browser(running.port, running.origin, "10.9.9.9").open(ticketPath(read), GOOGLE);
  expect(await running.stop()).toBe(0);
  const rows = await own.selectFrom("page_readers").select(["target_id", "from_search"]).execute();
  await closeDatabase(own);
  expect(rows).toEqual([{ target_id: read.id, from_search: 1 }]);
});

import path from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, inTransaction } from "#db/client.ts";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import type { Browser } from "../support/browser.ts";
import { Browser as PlainBrowser } from "../support/browser.ts";
import { openIn } from "../support/database.ts";
import { createAgent, createTicket, signInAs } from "../support/factories.ts";
import { attribute, findElements, textOf } from "../support/html-form.ts";
import { runSite } from "../support/journey.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const anna = site.browser();
const searchFor = (query: string, browser: Browser = site.browser()) =>
  browser.open(`/search?q=${encodeURIComponent(query)}`);

beforeAll(async () => {
  await signInAs(db, anna, await createAgent(db));
  await createTicket(db, { title: "How do I get a refund?" });
});
beforeEach(() => inTransaction(db, (trx) => trx.deleteFrom("searched_words").execute()));

/** The rows of one list of the desk, as text. */
async function listed(list: "found_nothing" | "then_asked", query = ""): Promise<string[]> {
  const { html } = await anna.open(`/desk/search${query}`);
  return findElements(html, ({ tagName }) => tagName === "section")
    .filter((section) => attribute(section, "aria-labelledby") === list)
    .flatMap((section) => findElements(section, ({ tagName }) => tagName === "tr").slice(1))
    .map((row) =>
      findElements(row, ({ tagName }) => tagName === "bdi" || tagName === "td")
        .map(textOf)
        .join(" | "),
    );
}

test("what was searched for in vain is listed, most first, with a link to it and to a new article", async () => {
  await searchFor("Zebra  crossing?");
  for (let time = 0; time < 2; time++) await searchFor("Жираф");
  await searchFor("refund");
  expect(await listed("found_nothing")).toEqual(["жираф | 2 | 2", "zebra crossing | 1 | 1"]);
  const { html } = await anna.open("/desk/search");
  expect(html).toContain('href="/search?q=zebra+crossing"');
  expect(html).toContain('href="/desk/articles/new?title=zebra+crossing"');
  expect(html).toContain("4 searches. 25% found something.");
  expect(await listed("then_asked")).toEqual([]);
});

test("who searches twice, turns pages or belongs to the team is not counted; a wrong keyboard is no gap", async () => {
  const browser = site.browser();
  await searchFor("zebra", browser);
  await searchFor("Zebra!", browser);
  await browser.open("/search?q=giraffe&after=20");
  await searchFor("elephant", anna);
  await createTicket(db, { title: "Привет, мир" });
  await searchFor("ghbdtn");
  await anna.open("/desk/search");
  const rows = await db
    .selectFrom("searched_words")
    .select(["words", "searches", "found_nothing"])
    .orderBy("words")
    .execute();
  expect(rows).toEqual([
    { words: "ghbdtn", searches: 1, found_nothing: 0 },
    { words: "zebra", searches: 1, found_nothing: 1 },
  ]);
});

test("a page of results sets no cookie and writes nothing", async () => {
  const page = await searchFor("zebra");
  expect(page.headers.get("set-cookie")).toBeNull();
  expect(await db.selectFrom("searched_words").selectAll().execute()).toEqual([]);
});

describe("a ticket written from the page of results", () => {
  async function write(query: string, browser: Browser, fields: Record<string, string> = {}) {
    const found = await searchFor(query, browser);
    const link = findElements(found.html, ({ tagName }) => tagName === "a")
      .map((one) => attribute(one, "href") ?? "")
      .find((href) => href.includes("from=search"));
    const form = await browser.open(String(link));
    const mistaken = await browser.press(form, "send", { title: "" });
    expect(mistaken.status).toBe(400);
    const preview = await browser.press(mistaken, "preview", { title: "My own words", ...fields });
    return { preview, sent: await browser.press(preview, "send") };
  }

  test("counts the words, once, through errors and preview; the ticket knows nothing of it", async () => {
    const browser = site.browser();
    const { preview, sent } = await write("refund", browser);
    expect(sent.status).toBe(303);
    await browser.press(preview, "send");
    expect(await listed("then_asked")).toEqual(["refund | 1 | 1"]);
    const tickets = await db.selectFrom("tickets").selectAll().where("title", "=", "My own words").execute();
    expect(tickets).toHaveLength(1);
    expect(JSON.stringify(tickets)).not.toContain("refund");
  });

  test("that is private adds no word of its own", async () => {
    await write("zebra", site.browser(), { title: "Canaryword", body: "canarybody", visibility: "private" });
    const { html } = await anna.open("/desk/search?days=90");
    expect(html).not.toMatch(/canary/i);
    expect(await listed("then_asked")).toEqual(["zebra | 1 | 1"]);
  });

  test("without a search counts nothing", async () => {
    const browser = site.browser();
    const form = await browser.open("/tickets/new?title=zebra");
    expect((await browser.press(form, "send")).status).toBe(303);
    expect(await listed("then_asked")).toEqual([]);
  });

  test("by the team counts nothing", async () => {
    const form = await anna.open("/tickets/new?title=zebra&from=search");
    expect((await anna.press(form, "send")).status).toBe(303);
    expect(await listed("then_asked")).toEqual([]);
  });

  test("takes no words that would not be counted", async () => {
    const browser = site.browser();
    const form = await browser.open("/tickets/new?title=x");
    await browser.press(form, "send", { from_search: "anna@example.com" });
    await browser.press(form, "send", { from_search: "x".repeat(100_000) });
    expect(await listed("then_asked")).toEqual([]);
  });
});

test("words can be taken out of the lists", async () => {
  await searchFor("walrus");
  await searchFor("ostrich");
  const page = await anna.open("/desk/search?days=7");
  expect((await site.browser().post("/desk/search", { intent: "hide", words: "walrus" })).status).toBe(401);
  const done = await anna.post("/desk/search", { intent: "hide", words: "walrus", days: "7" });
  expect(done.location).toBe("/desk/search?days=7&done=hide");
  expect(page.html).toContain('value="walrus"');
  expect((await anna.follow(done)).html).toContain('role="status"');
  expect(await listed("found_nothing")).toEqual(["ostrich | 1 | 1"]);
  expect((await anna.post("/desk/search", { intent: "hide" })).status).toBe(400);
  expect((await anna.post("/desk/search", { intent: "drop", words: "ostrich" })).status).toBe(400);
});

test("a stranger's words stay text, in their own direction", async () => {
  await searchFor('<script>alert("x")</script>');
  await searchFor("żubr\u202Epelikan");
  const { html } = await anna.open("/desk/search");
  expect(html).not.toContain("<script>alert");
  expect(html).not.toContain("\u202E");
  expect(html).toContain("<bdi>zubrpelikan</bdi>");
});

test("a period is a link; any other is no page", async () => {
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const values = [3, 20, 60].map((ago) => ({ day: day(ago), words: `ago ${ago}`, searches: 1, found_nothing: 1 }));
  await inTransaction(db, (trx) => trx.insertInto("searched_words").values(values).execute());
  expect(await listed("found_nothing", "?days=7")).toHaveLength(1);
  expect(await listed("found_nothing")).toHaveLength(2);
  expect(await listed("found_nothing", "?days=90")).toHaveLength(3);
  const page = await anna.open("/desk/search?days=90");
  expect(page.html).toMatch(/href="\/desk\/search\?days=90" aria-current="true"/);
  expect((await anna.open("/desk/search?days=1")).status).toBe(404);
  expect((await site.browser().open("/desk/search")).status).toBe(401);
});

test("before anybody searched there is a word about it", async () => {
  const { html } = await anna.open("/desk/search");
  expect(html).toContain("empty-state");
  expect(html).not.toContain("<table");
});

test("what was counted is written when the process stops", async () => {
  const dataDir = path.join(site.dataDir, "stopped");
  const running = await runSite({ dataDir });
  const browser = new PlainBrowser(running.port, running.origin, "10.9.9.9");
  await browser.open("/search?q=walrus");
  expect(await running.stop()).toBe(0);
  const stopped = openIn(dataDir);
  const rows = await stopped.selectFrom("searched_words").select(["words", "found_nothing"]).execute();
  await closeDatabase(stopped);
  expect(rows).toEqual([{ words: "walrus", found_nothing: 1 }]);
});

await stopMarkdownWorkers();

import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import type { ArticleRow, TicketRow } from "#db/schema.ts";
import { importContent } from "~/articles/content-files/import-content.server.ts";
import { addCategory } from "~/site/categories.server.ts";
import { changeTicket, lockTicket } from "~/tickets/change-ticket.server.ts";
import { articlePath, articlesFeedPath, articlesPath, thanksPath, ticketPath, ticketsPath } from "~/urls.ts";
import {
  createAgent,
  createArticle,
  createReply,
  createFoundTicket as createTicket,
  createVisitor,
} from "../support/factories.ts";
import { attribute, findElements } from "../support/html-form.ts";
import { readLocations, readSitemap, readXml, textIn } from "../support/machines.ts";
import { ORIGIN, startSite } from "../support/site.ts";
import { setLastId } from "../support/tables.ts";
import { neverPublic, oncePublic } from "./hidden-states.ts";

const LONG = "Thank you for the quick help, it saved our week. ".repeat(5);

const site = await startSite();
const { db } = site;
const hidden: TicketRow[] = [];
let listed: TicketRow[];
let article: ArticleRow;
let translation: ArticleRow;

beforeAll(async () => {
  const author = await createVisitor(db);
  const agent = await createAgent(db);
  for (const { make } of [...neverPublic, ...oncePublic]) {
    hidden.push(await make({ db, author, agent, title: "Nobody finds this" }));
  }
  hidden.push(await createTicket(db, { title: "In doubt", moderation: "restricted" }));
  hidden.push(await createTicket(db, { kind: "thanks", title: "Thanks", body: "You rock" }));
  // As long as its excerpt may be, but cut there: the text counts.
  const category_id = (await addCategory(db, { name: "Billing", locale: "en", now: Date.now() }))?.id ?? null;
  const answered = await createTicket(db, { kind: "thanks", title: "Short thanks with a reply" });
  await createReply(db, answered);
  listed = [
    await createTicket(db, { kind: "question", category_id }),
    await createTicket(db, { kind: "idea", title: "Идея: тёмная тема & больше <света>", language: "ru" }),
    await createTicket(db, { kind: "thanks", title: "Long thanks", body: LONG }),
    answered,
  ];
  await createArticle(db, { isDraft: true, title: "Not yet" });
  article = await createArticle(db, { title: "Signing in" });
  translation = await createArticle(db, { title: "Вход", language: "ru", translationOfId: article.id });
});

describe("S18: every address of every sitemap", () => {
  test("answers 200, is its own canonical address, and may be indexed", async () => {
    const urls = await readSitemap(site.browser());
    expect(urls.size).toBeGreaterThan(listed.length + 6);
    for (const path of urls.keys()) {
      const page = await site.browser().open(path);
      expect([path, page.status, page.headers.get("x-robots-tag")]).toEqual([path, 200, null]);
      const robots = findElements(page.html, (element) => attribute(element, "name") === "robots");
      expect([path, robots.map((one) => attribute(one, "content"))[0]]).toEqual([
        path,
        expect.stringMatching(/^index,follow/),
      ]);
      const canonical = findElements(page.html, (element) => attribute(element, "rel") === "canonical");
      expect(canonical.map((one) => attribute(one, "href"))).toEqual([ORIGIN + path]);
    }
  });

  test("is there for what may be found, and for nothing else", async () => {
    const urls = await readSitemap(site.browser());
    for (const ticket of listed) expect([...urls.keys()]).toContain(ticketPath(ticket));
    for (const { id } of hidden)
      expect([...urls.keys()].some((path) => path.startsWith(`/tickets/${id}-`))).toBe(false);
    const lists = [ticketsPath(), ticketsPath({ kind: "idea" }), ticketsPath({ category: "billing" })];
    expect([...urls.keys()]).toEqual(
      expect.arrayContaining(["/", ...lists, thanksPath(), articlesPath(), articlePath(article), "/pages/about"]),
    );
    expect([...urls.keys()]).not.toContain(ticketsPath({ kind: "problem" }));
  });
});

test("S18: each translation of an article stands for itself, with nothing that the schema does not know", async () => {
  const { html } = await site.browser().open("/sitemap-articles.xml");
  const entries = readXml(html).children;
  expect(entries.map((entry) => textIn(entry, "loc"))).toEqual(
    expect.arrayContaining([ORIGIN + articlePath(article), ORIGIN + articlePath(translation)]),
  );
  expect(new Set(entries.flatMap(({ children }) => children.map(({ name }) => name)))).toEqual(
    new Set(["loc", "lastmod"]),
  );
});

describe("S19: lastmod", () => {
  const lastmod = async (path: string) => (await readSitemap(site.browser())).get(path);

  test("is the last public change, to the millisecond", async () => {
    const now = Date.UTC(2026, 2, 4, 5, 6, 7, 89);
    const ticket = await createTicket(db, { title: "When", now });
    expect(await lastmod(ticketPath(ticket))).toBe("2026-03-04T05:06:07.089Z");
  });

  test.each([
    [
      "a vote",
      async (ticket: TicketRow) => void (await site.browser().post(`${ticketPath(ticket)}/vote`, { intent: "vote" })),
    ],
    [
      "a note",
      async (ticket: TicketRow) => void (await createReply(db, ticket, { kind: "note", viewer: await agentViewer() })),
    ],
    [
      "work of the team that nobody sees",
      async (ticket: TicketRow) =>
        void (await inTransaction(db, async (trx) =>
          changeTicket(
            trx,
            await lockTicket(trx, ticket.id),
            { waiting_since: null },
            { now: Date.now(), seenBy: "team" },
          ),
        )),
    ],
  ])("is not moved by %s", async (_, act) => {
    const ticket = await createTicket(db, { kind: "idea", title: "Vote for me", now: Date.now() - 1000 });
    const [before, parts] = [await lastmod(ticketPath(ticket)), await site.browser().open("/sitemap-tickets-0.xml")];
    await act(ticket);
    expect(await lastmod(ticketPath(ticket))).toBe(before);
    expect((await site.browser().open("/sitemap-tickets-0.xml")).html).toBe(parts.html);
  });

  test("is not moved by a start of the program with the same files", async () => {
    const folders = [{ origin: "program", folder: path.resolve("content/articles") }] as const;
    const start = (now: number) =>
      importContent(db, { folders, siteOrigin: ORIGIN, now, signal: new AbortController().signal });
    expect((await start(Date.now())).added).toBeGreaterThan(0);
    const before = [...(await readSitemap(site.browser()))];
    const feed = await site.browser().open(articlesFeedPath());
    const again = await start(Date.now() + 86_400_000);
    expect([again.added, again.updated]).toEqual([0, 0]);
    expect([...(await readSitemap(site.browser()))]).toEqual(before);
    expect((await site.browser().open(articlesFeedPath())).html).toBe(feed.html);
  });

  test("is moved by a public reply, and so is that of its part", async () => {
    const ticket = await createTicket(db, { title: "Anybody?", now: Date.now() - 60_000 });
    const before = await lastmod(ticketPath(ticket));
    const now = Date.now() + 5_000;
    await createReply(db, ticket, { now });
    expect(await lastmod(ticketPath(ticket))).not.toBe(before);
    const index = readLocations((await site.browser().open("/sitemap.xml")).html);
    expect(index.get(`${ORIGIN}/sitemap-tickets-0.xml`)).toBe(new Date(now).toISOString());
  });

  test("of a part does not tell what happens in a ticket that became private", async () => {
    const ticket = await createTicket(db, { title: "Between us" });
    const turn = (change: Partial<TicketRow>, now: number) =>
      inTransaction(db, async (trx) =>
        changeTicket(trx, await lockTicket(trx, ticket.id), change, { now, seenBy: "everyone" }),
      );
    await turn({ visibility: "private" }, Date.now() + 10_000);
    const before = (await site.browser().open("/sitemap.xml")).html;
    await turn({ title: "Changed" }, Date.now() + 20_000);
    expect((await site.browser().open("/sitemap.xml")).html).toBe(before);
  });
});

async function agentViewer() {
  return { visitor: null, agent: await createAgent(db) };
}

describe("S17, S18: a part of the sitemap", () => {
  test("is not sent again to who has it, by version or by time", async () => {
    const part = await site.browser().open("/sitemap-tickets-0.xml");
    const etag = String(part.headers.get("etag"));
    const time = String(part.headers.get("last-modified"));
    const again = await site.browser().open("/sitemap-tickets-0.xml", { "If-None-Match": etag });
    expect([again.status, again.html, again.headers.get("etag")]).toEqual([304, "", etag]);
    expect((await site.browser().open("/sitemap-tickets-0.xml", { "If-Modified-Since": time })).status).toBe(304);
    await createTicket(db, { title: "One more", now: Date.now() + 30_000 });
    expect((await site.browser().open("/sitemap-tickets-0.xml", { "If-None-Match": etag })).status).toBe(200);
    expect((await site.browser().open("/sitemap-tickets-0.xml", { "If-Modified-Since": time })).status).toBe(200);
  });

  test("of 10,000 numbers stays the same while another one changes; an empty one is not named", async () => {
    await inTransaction(db, (trx) => setLastId(trx, "tickets", 9998));
    const last = await createTicket(db, { title: "The last of the first part" });
    const ticket = await createTicket(db, { title: "The first of the next part" });
    expect(ticket.id).toBe(10_000);
    const parts = async () => Promise.all([0, 1, 2].map((part) => site.browser().open(`/sitemap-tickets-${part}.xml`)));
    const before = await parts();
    expect(before.map(({ status }) => status)).toEqual([200, 200, 404]);
    expect([...readLocations(before[0]?.html ?? "").keys()].at(-1)).toBe(ORIGIN + ticketPath(last));
    await createReply(db, ticket);
    const after = await parts();
    expect(after[0]?.html).toBe(before[0]?.html);
    expect(after[1]?.html).not.toBe(before[1]?.html);
    const index = [...readLocations((await site.browser().open("/sitemap.xml")).html).keys()];
    expect(index.filter((url) => url.includes("tickets"))).toEqual([
      `${ORIGIN}/sitemap-tickets-0.xml`,
      `${ORIGIN}/sitemap-tickets-1.xml`,
    ]);
  });

  test.each(["/sitemap-tickets-01.xml", "/sitemap-tickets-9.xml", "/sitemap-.xml", "/sitemap-nothing.xml", "/x.xml"])(
    "%s is none",
    async (path) => {
      expect((await site.browser().open(path)).status).toBe(404);
    },
  );
});

test("S20, S21, S23: robots.txt gives each group the same, and names the sitemap by the site's own address", async () => {
  const { html, headers } = await site.browser().open("/robots.txt", { Host: "evil.test" });
  expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
  const groups = html.split(/^User-agent: /m).slice(1);
  expect(groups.map((group) => group.split("\n")[0])).toEqual(["*", "Yandex"]);
  for (const group of groups) {
    expect(group).toContain("Disallow: /desk/\n");
    expect(group).toContain("Disallow: /search\n");
    expect(group).toContain("Disallow: /*&sort=\n");
  }
  expect(groups[1]).toContain("\nClean-param: utm_source&");
  expect(html.match(/^Sitemap: .*$/gm)).toEqual([`Sitemap: ${ORIGIN}/sitemap.xml`]);
});

import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import type { TicketRow } from "#db/schema.ts";
import { editReply } from "~/tickets/edit-text.server.ts";
import { setReplyRemoved } from "~/tickets/remove-ticket.server.ts";
import { ticketPath } from "~/urls.ts";
import type { TestPage } from "../support/browser.ts";
import { asAgent, createAgent, createArticle, createFoundTicket, createReply } from "../support/factories.ts";
import { attribute, findElements, textOf } from "../support/html-form.ts";
import { ORIGIN, startSite } from "../support/site.ts";

/*
 * What search engines need, over whole pages. Other facts of the kind stand with their subject: addresses, visibility,
 * list, page-cache, headers, sitemaps, feeds, structured-data, seo-head, indexnow.
 */

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);
const LINKS = "See https://elsewhere.example/x and [ours](/articles).";
let ticket: TicketRow;
let page: TestPage;

const open = (path: string) => site.browser().open(path);
const all = (html: string, tag: string) => findElements(html, ({ tagName }) => tagName === tag);
const linkOf = (html: string, text: string) => all(html, "a").find((link) => attribute(link, "href")?.includes(text));
const robots = ({ html }: TestPage) =>
  all(html, "meta")
    .filter((one) => attribute(one, "name") === "robots")
    .map((one) => attribute(one, "content"))
    .join();
const dataIn = (html: string) => JSON.parse(/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "{}");
const questionIn = (html: string) => dataIn(html)["@graph"]?.[0].mainEntity;

beforeAll(async () => {
  await createArticle(db);
  ticket = await createFoundTicket(db, { title: "The export stops", body: `${LINKS} ${"Some words. ".repeat(20)}` });
  await createReply(db, ticket, { body: LINKS });
  await createReply(db, ticket, { body: LINKS, viewer: asAgent(agent) });
  for (let n = 0; n < 8; n++) await createReply(db, ticket, { body: `${"An answer of some length. ".repeat(8)} ${n}` });
  page = await open(ticketPath(ticket));
});

describe("matrix 1.3", () => {
  test("a public ticket at its address is 200, indexed, its own canonical in the first 16 KB", () => {
    expect(page.status).toBe(200);
    expect(robots(page)).toBe("index,follow,max-image-preview:large,max-snippet:-1");
    expect(page.headers.get("x-robots-tag")).toBeNull();
    const canonical = `<link rel="canonical" href="${ORIGIN}${ticketPath(ticket)}"/>`;
    expect(page.html.indexOf(canonical)).toBeGreaterThan(0);
    expect(page.html.indexOf(canonical)).toBeLessThan(16_384);
  });

  test("a reply's address is a place on the ticket's page", async () => {
    const [reply] = questionIn(page.html).suggestedAnswer;
    expect(reply.url).toMatch(new RegExp(`^${ORIGIN}${ticketPath(ticket)}#reply-\\d+$`));
    expect(page.html).toContain(`id="${reply.url.split("#")[1]}"`);
  });

  test("a search is 200, in no index, and closed to crawlers", async () => {
    const found = await open("/search?q=export");
    expect([found.status, robots(found)]).toEqual([200, "noindex"]);
    expect(found.headers.get("x-robots-tag")).toBe("noindex");
    expect((await open("/robots.txt")).html).toMatch(/^Disallow: \/search$/m);
  });

  test.each(["/tickets/new", "/mine"])("%s is 200, in no index, but not closed", async (path) => {
    const form = await open(path);
    expect([form.status, robots(form)]).toEqual([200, "noindex"]);
    expect(form.headers.get("x-robots-tag")).toContain("noindex");
    const closed = [...(await open("/robots.txt")).html.matchAll(/^Disallow: (\S+)$/gm)].map(([, rule = ""]) => rule);
    expect(closed.filter((rule) => path.startsWith(rule))).toEqual([]);
  });

  test.each(["/feed.atom", "/feed.json", "/articles/feed.atom"])("the feed %s is in no index", async (path) => {
    const feed = await open(path);
    expect([feed.status, feed.headers.get("x-robots-tag")]).toEqual([200, "noindex"]);
  });

  test("links to combined filters, phases and orders are nofollow; to a kind they are not", async () => {
    const rel = async (path: string, href: string) => {
      const link = all((await open(path)).html, "a").find((one) => attribute(one, "href") === href);
      return link ? (attribute(link, "rel") ?? "follow") : "no link";
    };
    expect(await rel("/tickets", "/tickets?kind=question")).toBe("follow");
    expect(await rel("/tickets?phase=open", "/tickets?kind=question&phase=open")).toBe("nofollow");
    expect(await rel("/tickets", "/tickets?phase=open")).toBe("nofollow");
    expect(await rel("/tickets", "/tickets?sort=votes")).toBe("nofollow");
    expect(await rel(ticketPath(ticket), "/tickets?kind=question")).toBe("follow");
  });
});

test("S5: a date of change stands where somebody edited, and no date is in the future", async () => {
  const at = Date.now();
  const hourAgo = at - 60 * 60 * 1000;
  const edited = await createFoundTicket(db, { now: hourAgo });
  const replyId = await createReply(db, edited, { body: "First", now: hourAgo });
  const reply = await db.selectFrom("replies").selectAll().where("id", "=", replyId).executeTakeFirstOrThrow();
  const by = { voice: "visitor" as const, by: {}, now: at, site: { origin: ORIGIN, locale: "en" } };
  await editReply(db, reply, { body: "Second", ...by });
  const question = questionIn((await open(ticketPath(edited))).html);
  expect(question).not.toHaveProperty("dateModified");
  expect(question.suggestedAnswer[0].dateModified).toBe(new Date(at).toISOString());
  const dates = JSON.stringify(question).match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g) ?? [];
  expect(dates.length).toBeGreaterThan(2);
  for (const date of dates) expect(Date.parse(date)).toBeLessThanOrEqual(Date.now() + 1_000);
});

test("S7: the text of the markup is the text of the page", () => {
  const { text } = questionIn(page.html);
  const [article] = findElements(page.html, (one) => attribute(one, "id") === "ticket");
  const shown = textOf(article as never).replace(/\s+/g, " ");
  expect(text.length).toBeGreaterThan(200);
  expect(shown).toContain(text.replace(/\s+/g, " ").slice(0, 200));
});

test("S8: a reply that was removed is neither on the page nor in its markup", async () => {
  const replyId = await createReply(db, ticket, { body: "canary words" });
  const seen = async () => (await open(ticketPath(ticket))).html.match(/canary words/g)?.length ?? 0;
  expect(await seen()).toBe(2);
  const by = { agentId: agent.id };
  await setReplyRemoved(db, { ticketId: ticket.id, replyId, isRemoved: true, by, now: Date.now() });
  expect(await seen()).toBe(0);
});

test("S9, S10: the markup is one block of JSON-LD with one question", () => {
  expect(page.html.match(/application\/ld\+json/g)).toHaveLength(1);
  expect(page.html.match(/"@type":"Question"/g)).toHaveLength(1);
  expect(page.html).not.toMatch(/itemscope|itemprop/);
});

test("S13: a visitor's links are ugc and nofollow, the team's and those within the site plain", () => {
  const entries = findElements(page.html, ({ tagName }) => tagName === "article");
  const rels = (isTeam: boolean, text: string) =>
    entries
      .filter((one) => /\bteam\b/.test(attribute(one, "class") ?? "") === isTeam)
      .flatMap((one) => findElements(one, (link) => attribute(link, "href") === text))
      .map((link) => attribute(link, "rel") ?? "");
  expect(rels(false, "https://elsewhere.example/x")).toEqual(["ugc nofollow noopener", "ugc nofollow noopener"]);
  expect(rels(true, "https://elsewhere.example/x")).toEqual(["noopener"]);
  expect(rels(false, "/articles")).toEqual(["", ""]);
});

test("S14: there is one canonical, and links within the site lead straight to pages", async () => {
  expect(page.html.match(/rel="canonical"/g)).toHaveLength(1);
  const seen = new Set<string>();
  for (const from of ["/", "/tickets", ticketPath(ticket), "/articles"]) {
    for (const link of all((await open(from)).html, "a")) {
      const path = (attribute(link, "href") ?? "").split("#")[0] ?? "";
      if (path.startsWith("/") && !path.startsWith("/desk")) seen.add(path);
    }
  }
  expect(seen.size).toBeGreaterThan(15);
  for (const path of seen) expect([path, (await open(path)).status]).toEqual([path, 200]);
});

test("S15: a thread of long replies is cut into pages that stay small", async () => {
  const long = await createFoundTicket(db, { title: "Long words" });
  for (let n = 0; n < 25; n++) await createReply(db, long, { body: `${n} ${"long words ".repeat(300)}` });
  const first = await open(ticketPath(long));
  const count = first.html.match(/<article[^>]* id="reply-\d+"/g)?.length ?? 0;
  expect([count >= 10, count < 25]).toEqual([true, true]);
  expect(Buffer.byteLength(first.html)).toBeLessThan(150_000);
  const next = linkOf(first.html, "?after=");
  const second = await open(String(next && attribute(next, "href")));
  expect(second.status).toBe(200);
  const description = ({ html }: TestPage) =>
    all(html, "meta")
      .find((one) => attribute(one, "name") === "description")
      ?.attrs.at(-1)?.value;
  expect(description(second)).toMatch(new RegExp(`^${count} long words`));
  expect(description(second)).not.toBe(description(first));
});

test("S16: a page that is not there says so in plain HTML", async () => {
  for (const path of ["/nowhere", "/tickets/999999"]) {
    const { status, html } = await open(path);
    expect(status).toBe(404);
    expect(all(html, "h1")).toHaveLength(1);
    expect(linkOf(html, "/tickets/new")).toBeDefined();
  }
});

test("S18: a sitemap names no priority, and no address that is closed to crawlers", async () => {
  const { html } = await open("/sitemap-pages.xml");
  expect(html).not.toMatch(/priority|changefreq|\/search|\/desk|\/go/);
});

test("S27: the title of a ticket begins with its own words and ends with the site's name", () => {
  expect(textOf(all(page.html, "title")[0] as never)).toBe("The export stops · Glasno");
});

test("S28: the card for sharing is there in its size, and is no picture of the markup", async () => {
  const of = (property: string) =>
    all(page.html, "meta")
      .filter((one) => attribute(one, "property") === property)
      .map((one) => attribute(one, "content"))[0] ?? "";
  const card = await fetch(`http://127.0.0.1:${site.port}${of("og:image").slice(ORIGIN.length)}`);
  expect([card.status, card.headers.get("content-type")]).toEqual([200, "image/png"]);
  const bytes = Buffer.from(await card.arrayBuffer());
  expect([String(bytes.readUInt32BE(16)), String(bytes.readUInt32BE(20))]).toEqual([
    of("og:image:width"),
    of("og:image:height"),
  ]);
  expect(questionIn(page.html)).not.toHaveProperty("image");
});

test("S29, S30: no crawler is shut out, and there is no llms.txt", async () => {
  expect((await open("/robots.txt")).html).not.toMatch(/^Disallow: \/$/m);
  expect((await open("/llms.txt")).status).toBe(404);
});

test("S32, S34: a ticket with ten replies is within its budget, with one stylesheet and one script", async () => {
  expect(questionIn(page.html).answerCount).toBe(10);
  expect(Buffer.byteLength(page.html)).toBeLessThan(60_000);
  expect(gzipSync(page.html).length).toBeLessThan(14_000);
  const styles = all(page.html, "link").filter((one) => attribute(one, "rel") === "stylesheet");
  const scripts = all(page.html, "script").flatMap((one) => attribute(one, "src") ?? []);
  const files = [...styles.map((one) => attribute(one, "href") ?? ""), ...scripts];
  expect(files).toHaveLength(2);
  const sizes = await Promise.all(files.map(async (file) => gzipSync((await open(file)).html).length));
  expect(sizes[0]).toBeLessThanOrEqual(6 * 1024);
  expect(sizes[1]).toBeLessThanOrEqual(5 * 1024);
  expect(page.html).not.toMatch(/fonts\.|@font-face/);
  expect(page.headers.get("vary")).toBe("Accept-Encoding");
  expect(page.headers.get("set-cookie")).toBeNull();
});

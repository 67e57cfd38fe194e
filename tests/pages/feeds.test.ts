import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { lockTicket } from "~/tickets/change-ticket.server.ts";
import { mergeTickets } from "~/tickets/merge-tickets.server.ts";
import { removeTicket } from "~/tickets/remove-ticket.server.ts";
import { setStatus } from "~/tickets/set-status.server.ts";
import { articlePath, articlesFeedPath, feedPath, jsonFeedPath, ticketFeedPath, ticketPath } from "~/urls.ts";
import { asAgent, createAgent, createArticle, createReply, createTicket, createVisitor } from "../support/factories.ts";
import { childrenOf, type Element, readXml, textIn } from "../support/machines.ts";
import { ORIGIN, startSite } from "../support/site.ts";
import { neverPublic, oncePublic } from "./hidden-states.ts";

const site = await startSite();
const { db } = site;
const WORDS = "Nobody reads this elsewhere";
const AT = Date.UTC(2026, 4, 6, 7, 8, 9, 123);
let ticket: TicketRow;

const open = (path: string, headers?: Record<string, string>) => site.browser().open(path, headers);
const entriesOf = async (path: string) => childrenOf(readXml((await open(path)).html), "entry");
const linkOf = (element: Element, rel: string) =>
  childrenOf(element, "link").find(({ attributes }) => attributes.rel === rel)?.attributes.href;

beforeAll(async () => {
  const author = await createVisitor(db);
  const agent = await createAgent(db);
  for (const { make } of [...neverPublic, ...oncePublic]) await make({ db, author, agent, title: WORDS });
  await createTicket(db, { title: WORDS, moderation: "restricted" });
  ticket = await createTicket(db, {
    kind: "idea",
    title: 'Тёмная тема: <b> & "кавычки"',
    body: "См. [ответ](/tickets/1) и `a < b`",
    language: "ru",
    requester_name: "Оля",
    now: AT,
  });
});

describe("S26: the feed of tickets", () => {
  test("says who, what, when and where, in the language of each", async () => {
    const page = await open(feedPath());
    expect(page.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    expect(page.headers.get("x-robots-tag")).toBe("noindex");
    const feed = readXml(page.html);
    expect(feed.attributes).toMatchObject({ xmlns: "http://www.w3.org/2005/Atom", "xml:lang": "en" });
    expect(textIn(feed, "id")).toBe("tag:forum.test,2026:feed");
    expect([linkOf(feed, "self"), linkOf(feed, "alternate")]).toEqual([`${ORIGIN}/feed.atom`, `${ORIGIN}/tickets`]);
    const [entry] = childrenOf(feed, "entry").filter((one) => textIn(one, "title") === ticket.title) as [Element];
    expect(entry.attributes["xml:lang"]).toBe("ru");
    expect(textIn(entry, "id")).toBe(`tag:forum.test,2026:tickets/${ticket.id}`);
    expect(textIn(entry, "published")).toBe("2026-05-06T07:08:09.123Z");
    expect(textIn(childrenOf(entry, "author")[0] as Element, "name")).toBe("Оля");
    expect(linkOf(entry, "alternate")).toBe(ORIGIN + ticketPath(ticket));
    const [content] = childrenOf(entry, "content") as [Element];
    expect(content.attributes.type).toBe("html");
    expect(content.text).toContain(`<a href="${ORIGIN}/tickets/1"`);
    expect(content.text).toContain("a &lt; b");
  });

  test("holds nothing that strangers may not read, or that nobody vouched for", async () => {
    for (const path of [feedPath(), jsonFeedPath()]) expect((await open(path)).html).not.toContain(WORDS);
  });

  test("as JSON says the same", async () => {
    const page = await open(jsonFeedPath({ kind: "idea" }));
    expect(page.headers.get("content-type")).toBe("application/feed+json; charset=utf-8");
    const feed = JSON.parse(page.html);
    expect(feed).toMatchObject({
      version: "https://jsonfeed.org/version/1.1",
      feed_url: `${ORIGIN}/feed.json?kind=idea`,
    });
    expect(feed.items).toHaveLength(1);
    expect(feed.items[0]).toMatchObject({
      id: `tag:forum.test,2026:tickets/${ticket.id}`,
      url: ORIGIN + ticketPath(ticket),
      language: "ru",
      authors: [{ name: "Оля" }],
    });
  });

  test("of a kind has an id of its own; one that does not exist is none", async () => {
    const feed = readXml((await open(feedPath({ kind: "thanks" }))).html);
    expect(textIn(feed, "id")).toBe("tag:forum.test,2026:feed?kind=thanks");
    for (const query of ["kind=x", "category=x"]) expect((await open(`/feed.atom?${query}`)).status).toBe(404);
  });

  test("is not sent again until something changes", async () => {
    const first = await open(feedPath());
    const etag = String(first.headers.get("etag"));
    expect((await open(feedPath(), { "If-None-Match": etag })).status).toBe(304);
    const since = String(first.headers.get("last-modified"));
    expect((await open(feedPath(), { "If-Modified-Since": since })).status).toBe(304);
    const fresh = await createTicket(db, { title: "Something new", now: Date.now() + 2_000 });
    expect((await open(feedPath(), { "If-None-Match": etag })).status).toBe(200);
    expect((await open(feedPath(), { "If-Modified-Since": since })).status).toBe(200);
    const held = String((await open(feedPath())).headers.get("last-modified"));
    await removeTicket(db, fresh.id, { by: { agentId: (await createAgent(db)).id }, now: Date.now() + 4_000 });
    const after = await open(feedPath(), { "If-Modified-Since": held });
    expect([after.status, after.html.includes("Something new")]).toEqual([200, false]);
  });

  test("keeps ids, and moves `updated` by what strangers see, not by votes", async () => {
    const idea = await createTicket(db, { kind: "idea", title: "Old words", now: AT });
    const entry = async () =>
      (await entriesOf(feedPath())).find((one) => textIn(one, "id")?.endsWith(`:tickets/${idea.id}`)) as Element;
    expect(textIn(await entry(), "updated")).toBe(new Date(AT).toISOString());
    await site.browser().post(`${ticketPath(idea)}/vote`, { intent: "vote" });
    expect(textIn(await entry(), "updated")).toBe(new Date(AT).toISOString());
    await createReply(db, idea, { now: AT + 60_000 });
    expect(textIn(await entry(), "updated")).toBe(new Date(AT + 60_000).toISOString());
  });

  test("has 30 entries at most", async () => {
    for (let count = 0; count < 31; count++) await createTicket(db, { kind: "problem", title: `Problem ${count}` });
    expect(await entriesOf(feedPath({ kind: "problem" }))).toHaveLength(30);
  });
});

describe("S26: the feed of a ticket", () => {
  test("tells its replies and statuses, newest first, without notes", async () => {
    const agent = await createAgent(db, { name: "Anna" });
    const asked = await createTicket(db, { title: "Why?", now: AT });
    const reply = await createReply(db, asked, { body: "Because", name: "Oleg", now: AT + 1_000 });
    await createReply(db, asked, { kind: "note", body: WORDS, viewer: asAgent(agent), now: AT + 2_000 });
    const change = { status: "declined", reason: "Not <ours>", by: { agentId: agent.id }, now: AT + 3_000 };
    await inTransaction(db, async (trx) => setStatus(trx, await lockTicket(trx, asked.id), change));
    const page = await open(ticketFeedPath(asked));
    expect(page.html).not.toContain(WORDS);
    const feed = readXml(page.html);
    expect(linkOf(feed, "self")).toBe(`${ORIGIN}/tickets/${asked.id}.atom`);
    const entries = childrenOf(feed, "entry");
    expect(entries.map((entry) => textIn(entry, "title"))).toEqual(["Status: Declined", "Answer from Oleg", "Why?"]);
    expect(linkOf(entries[1] as Element, "alternate")).toBe(ORIGIN + ticketPath(asked, { reply }));
    expect(textIn(entries[0] as Element, "content")).toContain("Not &lt;ours&gt;");
    expect(textIn(feed, "updated")).toBe(new Date(AT + 3_000).toISOString());
  });

  test.each(neverPublic)("that is $state answers like one that never was", async ({ make }) => {
    const browser = site.browser();
    const author = await createVisitor(db, browser);
    const made = await make({ db, author, agent: await createAgent(db), title: "Hidden" });
    const never = await open("/tickets/999999.atom");
    const seen = await open(ticketFeedPath(made));
    expect([seen.status, seen.html]).toEqual([404, never.html]);
    // A feed shows what strangers see, also to its author.
    expect((await browser.open(ticketFeedPath(made))).status).toBe(404);
  });

  test.each(oncePublic)("that is $state is gone", async ({ make }) => {
    const made = await make({ db, author: await createVisitor(db), agent: await createAgent(db), title: "Was here" });
    const seen = await open(ticketFeedPath(made));
    expect([seen.status, seen.html.includes("Was here")]).toEqual([410, false]);
  });

  test("that was merged leads to the other's, and is not kept for what it was", async () => {
    const [one, other] = [await createTicket(db, { title: "One" }), await createTicket(db, { title: "Other" })];
    expect((await open(ticketFeedPath(one))).status).toBe(200);
    await mergeTickets(db, { from: one.id, into: other.id, agentId: (await createAgent(db)).id, now: Date.now() });
    const moved = await open(ticketFeedPath(one));
    expect([moved.status, moved.location]).toEqual([301, ticketFeedPath(other)]);
  });

  test.each(["/tickets/x.atom", "/tickets/1-slug.atom", "/tickets/.atom"])("is not at %s", async (path) => {
    expect((await open(path)).status).toBe(404);
  });
});

test("S26: the feed of articles tells those that are published", async () => {
  const article = await createArticle(db, { title: "How to & why" });
  await createArticle(db, { title: WORDS, isDraft: true });
  const page = await open(articlesFeedPath());
  expect(page.html).not.toContain(WORDS);
  const [entry] = childrenOf(readXml(page.html), "entry") as [Element];
  expect([textIn(entry, "title"), linkOf(entry, "alternate")]).toEqual(["How to & why", ORIGIN + articlePath(article)]);
});

test("S26: characters that XML does not know do not break a feed", async () => {
  const odd = await createTicket(db, { title: "Bell \u0007 half \ud83d end" });
  expect(textIn(readXml((await open(ticketFeedPath(odd))).html), "title")).toContain("Bell");
});

test("S27: a browser finds the search, under the site's name in sixteen characters", async () => {
  const page = await open("/opensearch.xml");
  expect(page.headers.get("content-type")).toBe("application/opensearchdescription+xml; charset=utf-8");
  const description = readXml(page.html);
  expect(textIn(description, "ShortName")).toBe("Glasno");
  expect(childrenOf(description, "Url")[0]?.attributes.template).toBe(`${ORIGIN}/search?q={searchTerms}`);
});

import { expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { ARTICLE_TICKETS } from "~/http/page-tags.ts";
import { saveSetting } from "~/site/save-settings.server.ts";
import { setVisibility } from "~/tickets/change-visibility.server.ts";
import { editTicket } from "~/tickets/edit-text.server.ts";
import { changeStatus } from "~/tickets/set-status.server.ts";
import { castVote } from "~/tickets/vote.server.ts";
import { ticketPath } from "~/urls.ts";
import { createReply, createTicket, createVisitor } from "../support/factories.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;

// The test's own handle on the database stands for another process: the site learns of its writes by data_version.
const by = { visitorId: undefined };
const texts = { voice: "visitor" as const, site: { origin: "http://forum.test", locale: "en" } };

async function get(path: string, headers: Record<string, string> = {}) {
  return fetch(`http://127.0.0.1:${site.port}${path}`, { headers, redirect: "manual" });
}

const read = async (path: string) => (await get(path)).text();

test("a page is the same bytes and the same version twice", async () => {
  const path = ticketPath(await createTicket(db));
  const [one, two] = [await get(path), await get(path)];
  expect(one.headers.get("etag")).toBe(two.headers.get("etag"));
  expect(await one.text()).toBe(await two.text());
  expect(two.headers.get("cache-control")).toBe("public, no-cache");
  expect(two.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("a kept page is sent in each encoding, with its length", async () => {
  const path = ticketPath(await createTicket(db, { body: "long ".repeat(500) }));
  for (const encoding of ["br", "gzip", "identity"]) {
    for (const _ of [1, 2]) {
      const answer = await get(path, { "Accept-Encoding": encoding });
      expect(answer.headers.get("content-encoding") ?? "identity").toBe(encoding);
      expect(await answer.text()).toContain("long long");
    }
  }
});

test("S17: who has the page gets 304, by version and by date", async () => {
  const ticket = await createTicket(db);
  const first = await get(ticketPath(ticket));
  const etag = String(first.headers.get("etag"));
  const since = String(first.headers.get("last-modified"));
  expect(Date.parse(since)).toBe(Math.floor(ticket.public_changed_at / 1000) * 1000);
  for (const [name, value] of [
    ["If-None-Match", etag],
    ["If-Modified-Since", since],
  ] as const) {
    const again = await get(ticketPath(ticket), { [name]: value });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect(again.headers.get("etag")).toBe(etag);
  }
  const other = { "If-None-Match": 'W/"other"', "If-Modified-Since": since };
  expect((await get(ticketPath(ticket), other)).status).toBe(200);
});

test("a reply of another process is on the page and in the list at once", async () => {
  const ticket = await createTicket(db, { title: "Kept and then answered" });
  expect(await read(ticketPath(ticket))).not.toContain("The answer came");
  await createReply(db, ticket, { body: "The answer came" });
  expect(await read(ticketPath(ticket))).toContain("The answer came");
});

test("matrix 1.3, public to private: a ticket that turns private is 404 at once, and gone from list and home", async () => {
  const ticket = await createTicket(db, { title: "Soon nobody sees this" });
  for (const path of ["/", "/tickets"]) expect(await read(path)).toContain("Soon nobody sees this");
  expect((await get(ticketPath(ticket))).status).toBe(200);
  const author = await createVisitor(db);
  await setVisibility(db, ticket.id, "private", { by: { visitorId: author.visitor.id }, now: Date.now() });
  expect((await get(ticketPath(ticket))).status).toBe(404);
  for (const path of ["/", "/tickets"]) expect(await read(path)).not.toContain("Soon nobody sees this");
});

test("a change of one ticket leaves the page of another kept", async () => {
  const [one, other] = [await createTicket(db), await createTicket(db)];
  const before = await get(ticketPath(other));
  await editTicket(db, one.id, { title: "New words", body: "", by, now: Date.now(), ...texts });
  const after = await get(ticketPath(other));
  // Kept pages go out without the date of a new render: the same bytes are the same version.
  expect(after.headers.get("etag")).toBe(before.headers.get("etag"));
});

test("the site's new name is on every page at once", async () => {
  const path = ticketPath(await createTicket(db));
  await read(path);
  await inTransaction(db, (trx) => saveSetting(trx, "name", "Renamed Helpdesk", Date.now()));
  expect(await read(path)).toContain("Renamed Helpdesk");
});

test("nothing that a visitor adds to an address gets into a kept page", async () => {
  const path = ticketPath(await createTicket(db));
  const added = await get(`${path}?utm_source=canary41&q=<script>`);
  expect(added.status).toBe(200);
  const text = await added.text();
  expect(text).not.toContain("canary41");
  expect(text).toBe(await read(path));
});

test("a visitor with our cookie goes past the cache, with somebody else's cookie not", async () => {
  const path = ticketPath(await createTicket(db));
  const etag = (await get(path)).headers.get("etag");
  const analytics = await get(path, { Cookie: "_ga=1; session=visitor=2" });
  expect(analytics.headers.get("cache-control")).toBe("public, no-cache");
  expect(analytics.headers.get("etag")).toBe(etag);
  const own = await get(path, { Cookie: "visitor=abc" });
  expect(own.headers.get("cache-control")).toBe("private, no-cache");
});

test("a HEAD of a kept page has its headers and no body", async () => {
  const path = ticketPath(await createTicket(db));
  const got = await get(path);
  const head = await fetch(`http://127.0.0.1:${site.port}${path}`, { method: "HEAD" });
  expect(head.headers.get("etag")).toBe(got.headers.get("etag"));
  expect(await head.text()).toBe("");
});

test("pages of articles are dropped by what they show of tickets: titles and statuses, not votes and replies", async () => {
  const ticket = await createTicket(db, { title: "About an article", kind: "idea" });
  const drops = async (act: () => Promise<unknown>) => {
    const last = await db
      .selectFrom("cache_drops")
      .select((eb) => eb.fn.max("id").as("id"))
      .executeTakeFirstOrThrow();
    await act();
    const after = await db
      .selectFrom("cache_drops")
      .select("tag")
      .where("id", ">", last.id ?? 0)
      .execute();
    const tags = after.map(({ tag }) => tag);
    expect(tags).toContain(`ticket:${ticket.id}`);
    return tags.includes(ARTICLE_TICKETS);
  };
  const addressKey = "a vote";
  const vote = { ticket, wanted: "vote" as const, viewer: await createVisitor(db), addressKey };
  expect(await drops(() => castVote(db, { ...vote, now: Date.now() }))).toBe(false);
  expect(await drops(() => createReply(db, ticket))).toBe(false);
  const title = { title: "Another title", body: "", by, now: Date.now(), ...texts };
  expect(await drops(() => editTicket(db, ticket.id, title))).toBe(true);
  const status = { status: "planned", by: {}, now: Date.now() };
  expect(await drops(() => changeStatus(db, ticket.id, { ...status, reason: null }))).toBe(true);
  const asAuthor = { by: { visitorId: vote.viewer.visitor.id }, now: Date.now() };
  expect(await drops(() => setVisibility(db, ticket.id, "private", asAuthor))).toBe(true);
});

test("a vote and a reply show at once in every list that shows their ticket or is sorted by them", async () => {
  const [one, other] = [
    await createTicket(db, { title: "Tabs by votes", kind: "idea" }),
    await createTicket(db, { title: "Panes by votes", kind: "idea" }),
  ];
  const order = async (path: string) => {
    const html = await read(path);
    return html.indexOf("Tabs by votes") < html.indexOf("Panes by votes") ? "tabs first" : "panes first";
  };
  const sorted = async () => [await order("/tickets?sort=votes"), await order("/tickets?sort=active")];
  expect(await sorted()).toEqual(["panes first", "panes first"]);
  const before = [await read("/tickets"), await read("/"), await read("/feed.atom")];
  const vote = { ticket: one, wanted: "vote" as const, viewer: await createVisitor(db), addressKey: "a vote" };
  await castVote(db, { ...vote, now: Date.now() });
  expect(await order("/tickets?sort=votes")).toBe("tabs first");
  await createReply(db, one);
  expect(await sorted()).toEqual(["tabs first", "tabs first"]);
  const after = [await read("/tickets"), await read("/"), await read("/feed.atom")];
  for (const [at, page] of after.entries()) expect(page).not.toBe(before[at]);
  expect(other.id).toBeGreaterThan(one.id);
});

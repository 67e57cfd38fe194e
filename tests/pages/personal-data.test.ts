import { beforeAll, describe, expect, test } from "vitest";
import { emptyLog } from "#db/client.ts";
import { forgetOldTraces } from "~/personal-data/forget-old.server.ts";
import { rebuildIndex } from "~/search/rebuild-index.server.ts";
import { editTicket } from "~/tickets/edit-text.server.ts";
import { mergeTickets } from "~/tickets/merge-tickets.server.ts";
import { secretLinkToken } from "~/tickets/secret-link.server.ts";
import { eraseAuthorPath, eraseMinePath, minePath, ownTextsPath, ticketPath } from "~/urls.ts";
import type { Browser } from "../support/browser.ts";
import {
  asAgent,
  createAgent,
  createArticle,
  createReply,
  createTicket,
  createVisitor,
  signInAs,
} from "../support/factories.ts";
import { startSite } from "../support/site.ts";
import { readKept } from "../support/tables.ts";
import { readTicketPage } from "../support/ticket-page.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);
const desk = site.browser();
const common = { now: Date.now(), site: { origin: "http://forum.test", locale: "en" } };

beforeAll(() => signInAs(db, desk, agent));

const onDisk = () => readKept(db, site.dataDir);

/** Somebody who wrote everywhere, each text with their word in it. */
async function writeEverywhere(browser: Browser, word: string) {
  const viewer = await createVisitor(db, browser);
  const facts = { viewer, requester_name: `Bob ${word}` };
  const alone = await createTicket(db, { ...facts, title: `Alone ${word}`, body: `Nobody answered ${word}` });
  let answered = await createTicket(db, { ...facts, title: `Before ${word}`, body: `Old ${word}`, kind: "idea" });
  const by = { visitorId: viewer.visitor.id };
  const edit = { title: `Answered ${word}`, body: `New ${word}`, by, voice: "visitor" as const, ...common };
  answered = await editTicket(db, answered.id, edit);
  const rights = { isAuthor: true, isCoRequester: false, isAgent: false };
  await createReply(db, answered, { viewer: asAgent(agent), body: "The team helps" });
  await createReply(db, answered, { viewer, rights, kind: "comment", body: `I add ${word}`, name: word });
  const hidden = await createTicket(db, { ...facts, title: `Hidden ${word}`, visibility: "private" });
  await createReply(db, hidden, { viewer: asAgent(agent), body: "Only for you" });
  const others = await createTicket(db, { title: "Of somebody else" });
  const reply = await createReply(db, others, { viewer, body: `I helped ${word}`, name: word });
  await createReply(db, others, { body: "Thank you for that" });
  const merged = await createTicket(db, { ...facts, title: `Merged ${word}`, body: `The same ${word}` });
  await mergeTickets(db, { from: merged.id, into: others.id, agentId: agent.id, now: Date.now() });
  const idea = await createTicket(db, { title: "An idea", kind: "idea" });
  await browser.press(await browser.open(ticketPath(idea)), "vote");
  const article = await createArticle(db);
  await browser.post(`/articles/${article.id}-${article.slug}/helpful`, { intent: "reason", body: `No ${word}` });
  return { viewer, alone, answered, hidden, others, reply, merged, idea };
}

const erased = async (browser: Browser) => {
  const page = await browser.open(eraseMinePath());
  expect(page.html).toContain("4 tickets");
  expect(page.html).toContain("2 replies");
  expect(page.html).toContain("1 vote");
  return browser.press(page, "erase");
};

describe("a visitor", () => {
  const browser = site.browser();
  const WORD = "canarymine";
  let all: Awaited<ReturnType<typeof writeEverywhere>>;
  beforeAll(async () => {
    all = await writeEverywhere(browser, WORD);
  });

  test("takes out everything of theirs, for programs and to read", async () => {
    const mine = await browser.open(minePath());
    expect(mine.html).toContain(ownTextsPath("json"));
    const file = await browser.open(ownTextsPath("json"));
    expect(file.headers.get("content-disposition")).toContain("attachment");
    expect(file.headers.get("cache-control")).toBe("private, no-store");
    const own = JSON.parse(file.html);
    expect(own.tickets.map(({ number }: { number: number }) => number)).toEqual(
      [all.alone, all.answered, all.hidden, all.merged].map(({ id }) => id),
    );
    expect(own.tickets[1].earlier).toHaveLength(1);
    expect(own.replies.map(({ text }: { text: string }) => text)).toEqual([`I add ${WORD}`, `I helped ${WORD}`]);
    expect(own.votes).toHaveLength(1);
    expect(own.articles).toHaveLength(1);
    const read = await browser.open(ownTextsPath("md"));
    for (const words of [`Alone ${WORD}`, `Old ${WORD}`, `I helped ${WORD}`]) expect(read.html).toContain(words);
  });

  test("somebody without a cookie takes out nothing, and erases nothing", async () => {
    const stranger = site.browser();
    expect((await stranger.open(ownTextsPath("json"))).status).toBe(404);
    expect((await stranger.open(eraseMinePath())).status).toBe(404);
    expect((await stranger.post(eraseMinePath(), { intent: "erase" })).status).toBe(404);
  });

  test("erases everything by one more press, and the browser is a stranger's again", async () => {
    const token = secretLinkToken(all.hidden, site.secret);
    const done = await erased(browser);
    expect(done.status).toBe(303);
    expect(browser.cookies.size).toBe(0);
    expect((await browser.follow(done)).html).toContain("Everything of this browser is erased");
    expect((await site.browser().open(`/m/${token}`)).status).toBe(404);
    const visitor = db.selectFrom("visitors").select("id").where("id", "=", all.viewer.visitor.id);
    expect(await visitor.execute()).toEqual([]);
  });

  test("their tickets keep their place, and what others wrote stays", async () => {
    const reader = site.browser();
    const answered = await reader.follow(await reader.open(`/tickets/${all.answered.id}`));
    expect(answered.status).toBe(200);
    expect(answered.html).toContain("Removed by its author");
    expect(readTicketPage(answered.html).replies.map(({ text }) => text)).toEqual(["The team helps"]);
    expect(answered.headers.get("x-robots-tag") ?? answered.html).toContain("noindex");
    expect((await reader.open("/sitemap-tickets-0.xml")).html).not.toContain(`/tickets/${all.answered.id}-`);
    expect((await reader.follow(await reader.open(`/tickets/${all.alone.id}`))).status).toBe(410);
    expect((await reader.follow(await reader.open(`/tickets/${all.hidden.id}`))).status).toBe(404);
    const others = await reader.open(ticketPath(all.others));
    expect(readTicketPage(others.html).replies.map(({ text }) => text)).toEqual(["Thank you for that"]);
    expect((await reader.open(ticketPath(all.idea))).html).toMatch(/Vote[^<]*<b>0<\/b>|<b>0<\/b>/);
  });

  test("their words stand nowhere: not on pages, not for the team, not in the file", async () => {
    const pages = [
      "/",
      "/tickets",
      "/feed.atom",
      "/feed.json",
      "/sitemap-recent.xml",
      "/desk?view=all",
      "/desk/search",
    ];
    pages.push("/desk?view=removed", `/search?q=answered`, `/search/similar?title=alone`);
    for (const one of Object.values(all)) {
      if (typeof one === "object" && "id" in one) pages.push(`/tickets/${one.id}`, `/tickets/${one.id}.atom`);
    }
    const telling = [];
    for (const who of [site.browser(), desk]) {
      for (const page of pages) {
        const { html } = await who.follow(await who.open(page));
        if (html.toLowerCase().includes(WORD)) telling.push(page);
      }
    }
    expect(telling).toEqual([]);
    await rebuildIndex(db);
    expect(await emptyLog(db)).toBe(true);
    expect((await onDisk()).toLowerCase().includes(WORD)).toBe(false);
  });
});

test("the team erases everything of a ticket's author for them", async () => {
  const word = "canarydesk";
  const browser = site.browser();
  const all = await writeEverywhere(browser, word);
  const ticketPage = await desk.open(ticketPath(all.answered));
  expect(ticketPage.html).toContain(eraseAuthorPath(all.answered.id));
  const asked = await desk.open(eraseAuthorPath(all.answered.id));
  expect(asked.html).toContain("4 tickets");
  expect((await onDisk()).includes(word)).toBe(true);
  const done = await desk.press(asked, "erase");
  expect(done.status).toBe(303);
  expect((await desk.follow(done)).html).toContain("erased what its author wrote here");
  expect((await browser.open(ownTextsPath("json"))).status).toBe(404);
  await rebuildIndex(db);
  await emptyLog(db);
  expect((await onDisk()).toLowerCase().includes(word)).toBe(false);
  const broken = await db.selectFrom("tickets").select("id").where("requester_name", "like", `%${word}%`).execute();
  expect(broken).toEqual([]);
});

test("a ticket without an author here is erased alone", async () => {
  const ticket = await createTicket(db, { viewer: asAgent(agent), title: "From a letter", requester_name: "Olga" });
  await desk.press(await desk.open(eraseAuthorPath(ticket.id)), "erase");
  const row = await db.selectFrom("tickets").selectAll().where("id", "=", ticket.id).executeTakeFirstOrThrow();
  expect([row.title, row.requester_name, row.removed_as]).toEqual(["Removed by its author", null, "by_author"]);
});

test("what was removed stands on the author's list for 30 days", async () => {
  const browser = site.browser();
  const ticket = await createTicket(db, { viewer: await createVisitor(db, browser), title: "Taken away" });
  await browser.post(ticketPath(ticket), { intent: "remove" });
  const mine = await browser.open(minePath());
  expect(mine.html).toContain("Only you can read these");
  expect(mine.html).toContain("Taken away");
});

test("a browser that writes is known for another year", async () => {
  const browser = site.browser();
  const ticket = await createTicket(db, { viewer: await createVisitor(db, browser) });
  const before = browser.cookies.get("visitor");
  const sent = await browser.post(ticketPath(ticket), { intent: "reply", "reply-body": "And more" });
  expect(sent.headers.getSetCookie().join()).toMatch(/^visitor=.*Max-Age=31536000/);
  expect(browser.cookies.get("visitor")).toBe(before);
});

test("no address is stored but as a keyed hash, and that for two days", async () => {
  const browser = site.browser();
  const ticket = await createTicket(db, { kind: "idea" });
  await browser.press(await browser.open(ticketPath(ticket)), "vote");
  await site.browser().post(ticketPath(ticket), { intent: "reply", "reply-body": "Said without a cookie" });
  const keys = async () => {
    const votes = await db.selectFrom("votes").select("address_key").where("address_key", "is not", null).execute();
    const replies = await db.selectFrom("replies").select("content_key").where("content_key", "is not", null).execute();
    return votes.length + replies.length;
  };
  expect(await keys()).toBeGreaterThan(1);
  expect(await onDisk()).not.toContain(browser.address.replace(/\.1$/, ""));
  await forgetOldTraces(db, Date.now() + 3 * 86_400_000);
  expect(await keys()).toBe(0);
});

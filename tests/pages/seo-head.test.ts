import { beforeAll, describe, expect, test } from "vitest";
import { acceptReply, markOfficial } from "~/tickets/accept-reply.server.ts";
import { setReplyRemoved } from "~/tickets/remove-ticket.server.ts";
import { ticketPath } from "~/urls.ts";
import type { Browser } from "../support/browser.ts";
import {
  asAgent,
  createAgent,
  createReply,
  createFoundTicket as createTicket,
  LONG_TEXT,
  signInAs,
} from "../support/factories.ts";
import { attribute, findElements, textOf } from "../support/html-form.ts";
import { ORIGIN, startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);
const SETTINGS = "/desk/settings";

const open = (path: string) => site.browser().open(path);
const meta = (html: string, name: string) =>
  findElements(html, (one) => one.tagName === "meta" && attribute(one, "name") === name).map((one) =>
    attribute(one, "content"),
  )[0];
const canonical = (html: string) =>
  findElements(html, (one) => attribute(one, "rel") === "canonical").map((one) => attribute(one, "href"));

describe("S27: the description of a ticket", () => {
  const by = { agentId: agent.id };

  test("is its first words, and those of the answer as soon as one is marked", async () => {
    const ticket = await createTicket(db, { body: "My question. ".repeat(40) });
    const replyId = await createReply(db, ticket, { body: "The answer. ".repeat(40), viewer: asAgent(agent) });
    const before = meta((await open(ticketPath(ticket))).html, "description") ?? "";
    expect(before).toMatch(/^My question\. My question.*…$/);
    expect(before.length).toBeLessThanOrEqual(160);
    await acceptReply(db, { ticketId: ticket.id, replyId, by, now: Date.now() });
    const after = meta((await open(ticketPath(ticket))).html, "description") ?? "";
    expect(after).toMatch(/^The answer\. The answer.*…$/);
    expect(after.length).toBeLessThanOrEqual(160);
  });

  test("is that of the official answer", async () => {
    const ticket = await createTicket(db, { body: "My question" });
    const replyId = await createReply(db, ticket, { body: "Officially so", viewer: asAgent(agent) });
    await markOfficial(db, { ticketId: ticket.id, replyId, by, now: Date.now() });
    expect(meta((await open(ticketPath(ticket))).html, "description")).toBe("Officially so");
  });
});

describe("matrix 1.3: a later page of a ticket", () => {
  test("is its own canonical, indexed, under a title of its own, and holds no QAPage", async () => {
    const ticket = await createTicket(db, { title: "A long talk" });
    for (let n = 0; n < 51; n++) await createReply(db, ticket);
    const first = await open(ticketPath(ticket));
    const [next] = findElements(first.html, (one) => attribute(one, "rel") === "next");
    const path = String(next && attribute(next, "href"));
    const page = await open(path);
    expect(page.status).toBe(200);
    expect(canonical(first.html)).toEqual([`${ORIGIN}${ticketPath(ticket)}`]);
    expect(canonical(page.html)).toEqual([`${ORIGIN}${path}`]);
    expect(meta(page.html, "robots")).toBe("index,follow,max-image-preview:large,max-snippet:-1");
    expect(page.headers.get("x-robots-tag")).toBeNull();
    const titles = [first, page].map(({ html }) =>
      textOf(findElements(html, (one) => one.tagName === "title")[0] as never),
    );
    expect(titles[0]).toContain("A long talk ·");
    expect(titles[1]).toContain("A long talk: ");
    expect(first.html).toContain('"answerCount":51');
    expect(page.html).not.toContain("QAPage");
  });
});

describe("search engines keep a ticket", () => {
  const few = { body: "Too few words for a page" };
  const many = { body: LONG_TEXT };
  const asTeam = { viewer: asAgent(agent) };
  test.each([
    ["S11: that is in doubt: no", { ...many, moderation: "restricted" }, [], false],
    ["S12: of few words that nobody answered: no", few, [], false],
    ["S12: of few words that only a visitor answered: no", few, [{}], false],
    ["S12: of few words with a note of the team: no", few, [{ ...asTeam, kind: "note" }], false],
    ["S12: of few words that the team answered: yes", few, [asTeam], true],
    ["S12: of 199 characters: no", { body: "я".repeat(199) }, [], false],
    ["S12: of 200 characters: yes", { body: "я".repeat(200) }, [], true],
    ["S12: of thanks in few words: no", { ...few, kind: "thanks" }, [], false],
    ["S12: of thanks in few words that somebody answered: yes", { ...few, kind: "thanks" }, [{}], true],
    ["S12: of thanks in many words: yes", { ...many, kind: "thanks" }, [], true],
  ] as const)("%s", async (_, facts, replies, isIndexed) => {
    const ticket = await createTicket(db, facts);
    for (const reply of replies) await createReply(db, ticket, reply);
    const page = await open(ticketPath(ticket));
    expect(page.status).toBe(200);
    expect(meta(page.html, "robots")?.startsWith("index")).toBe(isIndexed);
    expect(page.headers.get("x-robots-tag")).toBe(isIndexed ? null : "noindex");
    expect(canonical(page.html)).toHaveLength(isIndexed ? 1 : 0);
    expect(page.html.includes("ld+json")).toBe(isIndexed);
    const sitemap = (await open("/sitemap-tickets-0.xml")).html;
    expect(sitemap.includes(ticketPath(ticket))).toBe(isIndexed);
  });

  test("S12: of few words no more when the team's only reply is removed", async () => {
    const ticket = await createTicket(db, few);
    const replyId = await createReply(db, ticket, asTeam);
    const by = { agentId: agent.id };
    for (const isRemoved of [true, false]) {
      await setReplyRemoved(db, { ticketId: ticket.id, replyId, isRemoved, by, now: Date.now() });
      expect(meta((await open(ticketPath(ticket))).html, "robots")?.startsWith("index")).toBe(!isRemoved);
    }
  });
});

test("S2: what was marked as the one that helped is an answer, also where it came as a comment", async () => {
  const ticket = await createTicket(db);
  const replyId = await createReply(db, ticket, { body: "Press F5", kind: "comment" });
  await acceptReply(db, { ticketId: ticket.id, replyId, by: { agentId: agent.id }, now: Date.now() });
  const { html } = await open(ticketPath(ticket));
  expect(html).toContain('"answerCount":1,"commentCount":0,"acceptedAnswer":[{"@type":"Answer","text":"Press F5"');
});

describe("S24: the settings for search engines", () => {
  let admin: Browser;
  beforeAll(async () => {
    admin = site.browser();
    await signInAs(db, admin, await createAgent(db, { role: "admin" }));
  });

  test("put the codes on the home page and nowhere else, also out of a whole tag", async () => {
    const yandex = '<meta name="yandex-verification" content="0123abcd" />';
    const codes = { google: "a-b_C1=", yandex, bing: "" };
    const saved = await admin.press(await admin.open(SETTINGS), "verification", codes);
    expect(saved.location).toContain("saved=verification");
    const { html } = await open("/");
    expect(meta(html, "google-site-verification")).toBe("a-b_C1=");
    expect(meta(html, "yandex-verification")).toBe("0123abcd");
    expect(meta(html, "msvalidate.01")).toBeUndefined();
    expect((await open("/tickets")).html).not.toContain("0123abcd");
  });

  test.each([
    ["verification", "google", "two words"],
    ["organisation", "organisation_url", "acme.example"],
    ["organisation", "contact", "nobody"],
    ["organisation", "profiles", "https://a.example\njavascript:alert(1)"],
    ["organisation", "profiles", "https://a.example ".repeat(11)],
  ])("of %s refuse a %s like “%s” and keep it in its field", async (section, field, typed) => {
    const refused = await admin.press(await admin.open(SETTINGS), section, { [field]: typed });
    expect(refused.status).toBe(400);
    expect(refused.html).toContain(`id="${field}-error"`);
    const [control] = findElements(refused.html, (one) => attribute(one, "id") === field);
    expect(control && (attribute(control, "value") ?? textOf(control).trim())).toBe(typed.trim());
  });

  test("describe the organisation in the data of the home page", async () => {
    await admin.press(await admin.open(SETTINGS), "organisation", {
      legal_name: "Acme </script> Ltd",
      organisation_url: "https://acme.example",
      contact: "hello@acme.example",
      profiles: "https://a.example/acme\nhttps://b.example/acme",
    });
    const [, json = ""] = /ld\+json">(.*?)<\/script>/s.exec((await open("/")).html) ?? [];
    expect(JSON.parse(json)["@graph"][1]).toEqual({
      "@type": "Organization",
      name: "Acme </script> Ltd",
      legalName: "Acme </script> Ltd",
      alternateName: "Glasno",
      url: "https://acme.example/",
      sameAs: ["https://a.example/acme", "https://b.example/acme"],
      contactPoint: { "@type": "ContactPoint", contactType: "customer support", email: "hello@acme.example" },
    });
  });
});

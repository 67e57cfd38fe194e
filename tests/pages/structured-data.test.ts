import { describe, expect, test } from "vitest";
import { acceptReply } from "~/tickets/accept-reply.server.ts";
import { articlePath, ticketPath } from "~/urls.ts";
import {
  asAgent,
  createAgent,
  createArticle,
  createReply,
  createFoundTicket as createTicket,
  createVisitor,
  LONG_TEXT,
} from "../support/factories.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);

/** The things that a page tells search engines, by their type. */
async function dataOf(path: string): Promise<Record<string, Record<string, unknown>>> {
  const { html } = await site.browser().open(path);
  const blocks = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
  expect(blocks.length).toBeLessThanOrEqual(1);
  const data = JSON.parse(blocks[0]?.[1] ?? "{}");
  const things = data["@graph"] ?? (data["@type"] ? [data] : []);
  return Object.fromEntries(things.map((thing: { "@type": string }) => [thing["@type"], thing]));
}

const questionOf = async (path: string) => (await dataOf(path)).QAPage?.mainEntity as Record<string, unknown>;

describe("a question", () => {
  test("S1: without answers has a count and no list of them", async () => {
    const question = await questionOf(ticketPath(await createTicket(db, { title: "Nobody answered" })));
    expect(question).toMatchObject({ name: "Nobody answered", text: LONG_TEXT.trim(), answerCount: 0 });
    expect(question).not.toHaveProperty("suggestedAnswer");
    expect(question).not.toHaveProperty("acceptedAnswer");
  });

  test("S2, S3: an answer is accepted only when somebody marked it, and each reply is counted once", async () => {
    const ticket = await createTicket(db);
    const helped = await createReply(db, ticket, { body: "Press `F5` twice", viewer: asAgent(agent) });
    await createReply(db, ticket, { body: "Or wait a minute" });
    await createReply(db, ticket, { body: "The same here", kind: "comment" });
    await createReply(db, ticket, { body: "canary note", kind: "note", viewer: asAgent(agent) });
    expect(await questionOf(ticketPath(ticket))).not.toHaveProperty("acceptedAnswer");
    await acceptReply(db, { ticketId: ticket.id, replyId: helped, by: { agentId: agent.id }, now: Date.now() });
    const question = await questionOf(ticketPath(ticket));
    expect(question).toMatchObject({
      answerCount: 2,
      commentCount: 1,
      acceptedAnswer: [{ text: "Press F5 twice", author: { name: "Anna Koval, Glasno team" } }],
      suggestedAnswer: [{ text: "Or wait a minute", author: { "@type": "Person", name: "Guest" } }],
      comment: [{ text: "The same here" }],
    });
    expect(JSON.stringify(question)).not.toContain("canary");
  });

  test("S4, S5: has an author without an address and dates with their zone", async () => {
    const question = await questionOf(ticketPath(await createTicket(db)));
    expect(question.author).toEqual({ "@type": "Person", name: "Guest" });
    expect(question.datePublished).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(question).not.toHaveProperty("dateModified");
  });

  test("S7: a title cannot end the script", async () => {
    const path = ticketPath(await createTicket(db, { title: "</script><script>alert(1)</script>" }));
    expect((await questionOf(path)).name).toBe("</script><script>alert(1)</script>");
  });
});

test("table 1.1: an idea is a posting, and no question", async () => {
  const data = await dataOf(ticketPath(await createTicket(db, { kind: "idea", title: "Dark pages" })));
  expect(data.DiscussionForumPosting).toMatchObject({ headline: "Dark pages", commentCount: 0 });
  expect(data).not.toHaveProperty("QAPage");
});

test("table 1.1: an article is a TechArticle with the way to it", async () => {
  const article = await createArticle(db, { title: "Keys and rights" });
  const { TechArticle, BreadcrumbList } = await dataOf(articlePath(article));
  expect(TechArticle).toMatchObject({ headline: "Keys and rights", inLanguage: "en" });
  expect((BreadcrumbList as { itemListElement?: { name: string }[] }).itemListElement?.map(({ name }) => name)).toEqual(
    ["Knowledge base", "Guides", "Keys and rights"],
  );
});

test("table 1.1: the site and its organisation are described on the home page only", async () => {
  expect(Object.keys(await dataOf("/"))).toEqual(["WebSite", "Organization"]);
  expect(await dataOf("/tickets")).not.toHaveProperty("WebSite");
});

test("S27: a page says what is shown when it is shared, and where its feeds are", async () => {
  const ticket = await createTicket(db, { title: "Shared with friends" });
  const { html } = await site.browser().open(ticketPath(ticket));
  for (const tag of [
    '<meta property="og:title" content="Shared with friends"/>',
    '<meta property="og:type" content="article"/>',
    '<meta property="og:locale" content="en_US"/>',
    `href="/tickets/${ticket.id}.atom"`,
    'href="/opensearch.xml"',
  ]) {
    expect(html).toContain(tag);
  }
});

test("a private ticket is told to nobody, not on its author's own page either", async () => {
  const browser = site.browser();
  const author = await createVisitor(db, browser);
  const ticket = await createTicket(db, { visibility: "private", viewer: author });
  const { status, html } = await browser.open(ticketPath(ticket));
  expect(status).toBe(200);
  for (const word of ["ld+json", "og:title", `/tickets/${ticket.id}.atom`]) expect(html).not.toContain(word);
});

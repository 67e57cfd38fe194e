import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { kinds } from "~/tickets/ticket.ts";
import { ticketPath } from "~/urls.ts";
import { asAgent, createAgent, createReply, createTicket } from "../support/factories.ts";
import { attribute, findElements, textOf } from "../support/html-form.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const open = (path: string) => site.browser().open(path);

const linksIn = (html: string, within: string) =>
  findElements(html, (one) => (attribute(one, "class") ?? "").split(" ").includes(within)).flatMap((box) =>
    findElements(box, ({ tagName }) => tagName === "a").map((link) => ({
      href: attribute(link, "href") ?? "",
      text: textOf(link).replace(/\s+/g, " ").trim(),
    })),
  );
const shown = (html: string) => linksIn(html, "ticket-card__title").map(({ text }) => text);
const robots = (html: string) =>
  findElements(html, (one) => attribute(one, "name") === "robots").map((one) => attribute(one, "content"))[0];

test("matrix 1.3, empty filter: an empty forum says so, invites to write, and is kept from search engines", async () => {
  const page = await open("/tickets");
  expect(page.status).toBe(200);
  expect(page.html).toContain("Yours can be the first");
  expect(page.html).toContain('href="/tickets/new"');
  expect(robots(page.html)).toBe("noindex");
  for (const path of ["/", "/thanks", "/mine"]) expect((await open(path)).status).toBe(200);
});

describe("a list", () => {
  beforeAll(async () => {
    const agent = await createAgent(db);
    const { id: category_id } = await inTransaction(db, (trx) =>
      trx
        .insertInto("categories")
        .values({ slug: "api", name: "The API", position: 1, created_at: 1 })
        .returning("id")
        .executeTakeFirstOrThrow(),
    );
    await createTicket(db, { title: "A question", vote_count: 1, now: 1_000 });
    await createTicket(db, {
      title: "A planned idea",
      kind: "idea",
      status: "planned",
      vote_count: 9,
      category_id,
      now: 2_000,
    });
    await createTicket(db, { title: "A new idea", kind: "idea", vote_count: 3, now: 3_000 });
    const fixed = await createTicket(db, { title: "A fixed problem", kind: "problem", category_id, now: 4_000 });
    await createReply(db, fixed, {
      viewer: asAgent(agent),
      status: { key: "fixed", reason: null },
      body: "Restart it",
      now: 9_000,
    });
    await createTicket(db, { title: "Merci", kind: "thanks", now: 5_000 });
  });

  test.each([
    ["", ["Merci", "A fixed problem", "A new idea", "A planned idea", "A question"]],
    ["?sort=votes", ["A planned idea", "A new idea", "A question", "Merci", "A fixed problem"]],
    ["?sort=active", ["A fixed problem", "Merci", "A new idea", "A planned idea", "A question"]],
    ["?kind=idea", ["A new idea", "A planned idea"]],
    ["?phase=open", ["A new idea", "A planned idea", "A question"]],
    ["?phase=done", ["Merci", "A fixed problem"]],
    ["?kind=idea&status=planned", ["A planned idea"]],
    ["?category=api", ["A fixed problem", "A planned idea"]],
    ["?kind=problem&category=api&phase=done", ["A fixed problem"]],
    ["?kind=problem&status=planned", []],
  ])("of “%s” shows %j", async (query, titles) => {
    const page = await open(`/tickets${query}`);
    expect(page.status).toBe(200);
    expect(shown(page.html)).toEqual(titles);
  });

  test("leads from filter to filter, and each link says how many are behind it", async () => {
    const seen = new Map<string, number>();
    const said = new Map<string, number>();
    const walk = async (path: string) => {
      const { html } = await open(path);
      seen.set(path, shown(html).length);
      for (const { href, text } of linksIn(html, "ticket-filters")) {
        const count = / (\d+)$/.exec(text)?.[1];
        if (count) said.set(href, Number(count));
        if (!seen.has(href) && seen.size < 150) await walk(href);
      }
    };
    await walk("/tickets?kind=idea");
    expect(seen.size).toBeGreaterThan(20);
    expect([...said].filter(([path, count]) => seen.has(path) && seen.get(path) !== count)).toEqual([]);
  });

  test.each([
    "kind=spell",
    "phase=x",
    "status=x",
    "category=x",
    "sort=x",
    "after=x",
    "after=0-0",
    "sort=votes&after=0-1",
  ])("matrix 1.3, page n: of “%s” is no page", async (query) => {
    expect((await open(`/tickets?${query}`)).status).toBe(404);
  });

  test.each([
    ["/tickets", true],
    ["/tickets?kind=idea", true],
    ["/tickets?category=api", true],
    ["/tickets?sort=votes", false],
    ["/tickets?phase=open", false],
    ["/tickets?kind=idea&category=api", false],
    ["/tickets?status=declined", false],
  ])("matrix 1.3, filters: %s is for search engines: %s", async (path, isIndexed) => {
    const page = await open(path);
    expect(robots(page.html)?.startsWith("index")).toBe(isIndexed);
    expect(page.headers.get("x-robots-tag")).toBe(isIndexed ? null : "noindex");
  });

  test("ignores what trackers add", async () => {
    expect(shown((await open("/tickets?utm_source=x&kind=idea")).html)).toHaveLength(2);
  });

  test("home shows what was answered and what is new, and a door for each kind", async () => {
    const { html } = await open("/");
    expect(html).toContain("Restart it");
    for (const title of ["A question", "A fixed problem", "Merci"]) expect(html).toContain(title);
    for (const kind of kinds) expect(html).toContain(`href="/tickets/new?kind=${kind}"`);
  });

  test("the wall of thanks has thanks and nothing else", async () => {
    const { html } = await open("/thanks");
    expect(html).toContain("Merci");
    expect(html).not.toContain("A question");
    for (const after of ["x", "", "0", "-1"]) expect((await open(`/thanks?after=${after}`)).status).toBe(404);
  });

  test("matrix 1.3, page n: goes on behind 30, and its later pages are for nobody's index", async () => {
    const many = [];
    for (let n = 0; n < 31; n++) many.push(await createTicket(db, { title: `Number ${n}`, kind: "thanks" }));
    const first = await open("/tickets?kind=thanks");
    expect(shown(first.html)).toHaveLength(30);
    const [next] = findElements(first.html, (one) => attribute(one, "rel") === "next");
    const second = await open(String(next && attribute(next, "href")));
    expect(shown(second.html)).toEqual(["Number 0", "Merci"]);
    expect(robots(second.html)).toBe("noindex");
    const walls = await open("/thanks");
    const [older] = findElements(walls.html, (one) => attribute(one, "rel") === "next");
    expect((await open(String(older && attribute(older, "href")))).html).toContain(
      `href="${ticketPath(many[0] ?? { id: 0, slug: "" })}"`,
    );
  });
});

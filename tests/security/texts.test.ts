import { SaxesParser } from "saxes";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { ticketPath } from "~/urls.ts";
import { findViolations } from "../markdown/allowed-html-oracle.ts";
import type { Browser } from "../support/browser.ts";
import { asAgent, createAgent, createArticle, createReply, createTicket, signInAs } from "../support/factories.ts";
import { attribute, findElements, textOf } from "../support/html-form.ts";
import { hasSamples, readSamples } from "../support/samples.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const admin = await createAgent(db, { role: "admin", name: "Anna Koval" });
const asAdmin = site.browser();
beforeAll(() => signInAs(db, asAdmin, admin));

/** Opens a ticket by the form and returns its path. */
async function write(browser: Browser, fields: Record<string, string>): Promise<string> {
  const sent = await browser.press(await browser.open("/tickets/new"), "send", fields);
  expect(sent.status, JSON.stringify(fields).slice(0, 200)).toBe(303);
  return String(sent.location).replace(/\/received.*/, "");
}

/** What a page may consist of: our own scripts and nothing that runs, loads or sends by itself. */
function faultsOf(html: string): string[] {
  const faults: string[] = [];
  for (const one of findElements(html, () => true)) {
    const { tagName } = one;
    const type = attribute(one, "type");
    if (tagName === "script" && type === "application/ld+json") JSON.parse(textOf(one));
    else if (tagName === "script" && !/^\/build\/(public|desk|articles)-/.test(attribute(one, "src") ?? ""))
      faults.push("a script");
    if (["style", "iframe", "object", "embed", "base", "math"].includes(tagName)) faults.push(`<${tagName}>`);
    for (const { name, value } of one.attrs) {
      if (/^on/.test(name) || name === "style" || name === "srcdoc") faults.push(`<${tagName} ${name}>`);
      const isAddress = ["href", "src", "action", "formaction", "srcset", "data", "poster"].includes(name);
      if (isAddress && !/^(\/(?![/\\])|#|\?|https?:\/\/|mailto:|$)/.test(value)) faults.push(`${name}=${value}`);
    }
    if (tagName === "form" && !/^(\/(?![/\\])|$)/.test(attribute(one, "action") ?? ""))
      faults.push("a form that leads away");
  }
  return faults;
}

function xmlFault(text: string): string | undefined {
  const parser = new SaxesParser({ xmlns: true });
  let fault: string | undefined;
  parser.on("error", (error) => {
    fault ??= error.message;
  });
  parser.write(text).close();
  return fault;
}

const hostile = [
  "</title><script>window.__xss=1</script>",
  "</script><script>window.__xss=1</script><!--",
  '"><img src=x onerror=window.__xss=1>',
  "'-alert(1)-'",
  "]]><x xmlns='http://www.w3.org/1999/xhtml'><script/></x>",
  "<!--<script>",
  "javascript:alert(1)",
  "\u2028</script>\u2029",
  "&lt;script&gt;&#60;script&#62;",
  "{{constructor.constructor('alert(1)')()}} ${7*7} <%= 7*7 %>",
  "=cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  '"; drop table tickets; --',
  '" OR 1=1 NEAR(a b) title:x *',
  "<svg/onload=alert(1)//",
  "＜script＞alert(1)＜/script＞",
  "%0d%0aSet-Cookie:x=1",
  "a\r\nSet-Cookie: x=1\r\n\r\n<b>",
];
const invisible = [
  "a\u0000b",
  "a\u001b[31mb",
  "\u202Egpj.exe\u202C",
  "\u2066x\u2069",
  "x\u200by\u2060z\ufeff",
  "\ufff9x\ufffb",
];

// Many pages in one test: a busy machine takes its time for them.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

describe("T2: hostile words in titles, names, categories, articles and settings", () => {
  const paths: string[] = [];
  const machines = [
    "/feed.atom",
    "/articles/feed.atom",
    "/sitemap.xml",
    "/sitemap-tickets-0.xml",
    "/sitemap-articles.xml",
    "/opensearch.xml",
  ];

  beforeAll(async () => {
    for (const words of [...hostile, ...invisible]) {
      const path = await write(site.browser(), {
        title: `T ${words}`,
        body: words,
        name: `N ${words}`.slice(0, 60),
        kind: "idea",
      });
      await site
        .browser()
        .post(path, { intent: "reply", "reply-body": words, "reply-name": `N ${words}`.slice(0, 60) });
      const answer = { intent: "reply", "reply-body": words, status: "planned", reason: words };
      expect((await asAdmin.post(path, answer)).status, path).toBe(303);
      paths.push(path, `${path.replace(/-.*/, "")}.atom`);
    }
    await createArticle(db, { title: hostile[0], summary: hostile[1], body: hostile.join("\n\n"), slug: "hostile" });
    await asAdmin.post("/desk/settings", { intent: "name", name: hostile[0]?.slice(0, 60) ?? "" });
    for (const words of hostile.slice(0, 6))
      await asAdmin.post("/desk/settings", { intent: "category-add", name: words.slice(0, 60) });
    await asAdmin.post("/desk/articles/categories", { intent: "category-add", "name-en": hostile[1] ?? "" });
  });

  test("stay words on every page, for everyone", async () => {
    const all = [
      "/",
      "/tickets",
      "/articles",
      "/search?q=script",
      "/thanks",
      "/tickets/new",
      "/desk",
      "/desk/settings",
      "/desk/articles",
      "/desk/audit",
      "/desk/people",
    ];
    for (const browser of [site.browser(), asAdmin]) {
      // The team's pages take five times as long: every third ticket of them.
      const some = paths.filter((one) => !one.endsWith(".atom"));
      const shown = browser === asAdmin ? some.filter((_, index) => index % 3 === 0) : some;
      for (const path of [...shown, ...all]) {
        const page = await browser.follow(await browser.open(path));
        expect(faultsOf(page.html), path).toEqual([]);
        expect(page.headers.getSetCookie(), path).toEqual([]);
      }
    }
  });

  test("leave feeds, sitemaps and descriptions well-formed", async () => {
    for (const path of [...machines, ...paths.filter((one) => one.endsWith(".atom"))]) {
      const page = await site.browser().open(path);
      expect(page.status, path).toBe(200);
      expect(xmlFault(page.html), path).toBeUndefined();
    }
    JSON.parse((await site.browser().open("/feed.json")).html);
  });

  test("whatever turns text around or cannot be seen is not in a title, a name or a reason", async () => {
    const rows = await db.selectFrom("tickets").select(["title", "requester_name"]).execute();
    const names = await db.selectFrom("replies").select("author_name").execute();
    const reasons = await db.selectFrom("ticket_events").select("reason").execute();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
    const unseen = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/;
    for (const text of [
      ...rows.flatMap((row) => [row.title, row.requester_name]),
      ...names.map((row) => row.author_name),
      ...reasons.map((row) => row.reason),
    ])
      expect(text ?? "").not.toMatch(unseen);
    const nothing = await site.browser().open("/tickets/new");
    expect((await site.browser().press(nothing, "send", { title: "\u202e\u200b\u2066 " })).status).toBe(400);
  });

  test("in addresses, searches and forms that come back they are words too", async () => {
    const reader = site.browser();
    for (const [index, words] of hostile.entries()) {
      const q = encodeURIComponent(words);
      const addresses = [
        `/search?q=${q}`,
        `/tickets/new?title=${q}&body=${q}&kind=${q}`,
        `/tickets?kind=${q}`,
        `/nowhere/${q}`,
        `/desk/sign-in?next=${q}`,
        `/search/similar?title=${q}`,
        `/articles/${q}`,
        `/tickets/1-${q}`,
      ];
      // Each address takes every second of them, the form and the search all.
      for (const path of addresses.filter((_, place) => place < 2 || place % 2 === index % 2)) {
        const { html, status, headers } = await reader.open(path);
        expect(status, path).toBeLessThan(500);
        expect(faultsOf(html), path).toEqual([]);
        expect(headers.get("set-cookie"), path).toBeNull();
      }
      const form = { title: words, body: words, name: words, kind: words, "reply-body": words };
      const again = await reader.post("/tickets/new", { intent: "send", ...form });
      const refused = await reader.post("/tickets/999999", { intent: "reply", ...form });
      expect([...faultsOf(again.html), ...faultsOf(refused.html)]).toEqual([]);
    }
  });
});

describe("T14", () => {
  test("a text gives itself no class, no place and no form, and cannot leave its box", async () => {
    const body = [
      '<div class="team reply--official" id="main" style="position:fixed;inset:0" data-status="answered">official</div>',
      '<form action="/desk/sign-out" method="post"><input name="intent" value="remove"><button>Read on</button></form>',
      "</div></article></main><footer>gone</footer>",
      '<span class="team">Anna</span> <label for="status">x</label> <a name="reply-1" href="#x" id="ticket">y</a>',
      '<meta http-equiv="refresh" content="0;url=//evil.test"><link rel="stylesheet" href="//evil.test"><base href="//evil.test">',
    ].join("\n\n");
    const path = await write(site.browser(), { title: "Spoof", body });
    await site.browser().post(path, { intent: "reply", "reply-body": body });
    const { html } = await site.browser().open(path);
    const rows = await db.selectFrom("replies").select("html").orderBy("id", "desc").limit(1).execute();
    for (const row of rows) expect(findViolations(row.html)).toEqual([]);
    expect(findElements(html, (one) => attribute(one, "id") === "main")).toHaveLength(1);
    expect(findElements(html, ({ tagName }) => tagName === "base")).toEqual([]);
    expect(findElements(html, (one) => attribute(one, "http-equiv") !== undefined)).toEqual([]);
    expect(findElements(html, (one) => (attribute(one, "class") ?? "").split(" ").includes("team"))).toEqual([]);
  });

  test.each([
    "Support",
    "Аdmin",
    "ADM1N",
    "Mоderator",
    "support team",
    "Анна Коваль модератор",
    "Anna Koval",
    "Αnna Kоval",
    "Anna\u200b Koval",
    "\u202elavoK annA Admin",
    "Team ✓",
    "служба поддержки",
    "ＡＤＭＩＮ",
  ])("%s is a name that only the team has", async (name) => {
    const page = await site.browser().open("/tickets/new");
    const sent = await site.browser().press(page, "send", { title: "Hello", name });
    expect(sent.status).toBe(400);
    expect(findElements(sent.html, (one) => attribute(one, "href") === "#name")).toHaveLength(1);
  });
});

describe("T17: what is searched for is text", () => {
  const strings = [
    "'",
    '"',
    "''",
    '""',
    "%",
    "_",
    "\\",
    "' or '1'='1",
    '" or "1"="1',
    "'; drop table tickets;--",
    "1/0",
    "x' and 1=(select 1)--",
    "zqonly%",
    "zq_nly",
    "zqonl*",
    "zqonly' ",
    "NEAR(zqonly)",
    "title:zqonly",
    "zqonly AND",
    "(zqonly",
    "^zqonly",
    "-zqonly",
    "{zqonly}",
  ];

  beforeAll(async () => {
    await createTicket(db, { title: "The one zqonly ticket", kind: "idea" });
  });

  test.each(strings)("%j finds no more than its letters say, in every parameter", async (text) => {
    const q = encodeURIComponent(text);
    const found = await site.browser().open(`/search?q=${q}`);
    expect(found.status).toBe(200);
    const hits = findElements(found.html, ({ tagName }) => tagName === "h3").length;
    const isAsked = /zqonl/.test(text);
    expect(found.html.includes("The one zqonly ticket")).toBe(isAsked && hits > 0);
    for (const path of [
      `/tickets?category=${q}`,
      `/tickets?after=${q}`,
      `/tickets?sort=${q}`,
      `/search?q=zqonly&kind=${q}&in=${q}`,
      `/search/answered?answer=${q}`,
      `/articles/${q}`,
      `/feed.atom?kind=${q}`,
    ]) {
      expect((await site.browser().open(path)).status, path).toBeLessThan(500);
    }
    for (const path of [
      `/desk?kind=${q}`,
      `/desk?assignee=${q}`,
      `/desk/audit?who=${q}`,
      `/desk/audit?area=${q}`,
      `/desk/search?days=${q}`,
      `/desk/articles?state=${q}`,
      `/desk/inserts?ticket=1&q=${q}`,
    ]) {
      expect((await asAdmin.open(path)).status, path).toBeLessThan(500);
    }
  });
});

describe.skipIf(!hasSamples)("T1: collected payloads by the form", () => {
  const payloads = hasSamples
    ? readSamples<{ payload: string }>("abuse", "xss-dev.jsonl").map(({ payload }) => payload)
    : [];

  test("one in forty, as body, reply, article, title and name, leaves nothing forbidden on the page", async () => {
    const some = payloads.filter((_, index) => index % 40 === 7);
    expect(some.length).toBeGreaterThan(100);
    const batches = Array.from({ length: Math.ceil(some.length / 50) }, (_, i) => some.slice(i * 50, (i + 1) * 50));
    for (const batch of batches) {
      const body = batch.join("\n\n").slice(0, 19_000);
      const path = await write(site.browser(), { title: `P ${batch[0]}`.slice(0, 160), body });
      await site
        .browser()
        .post(path, { intent: "reply", "reply-body": batch.slice(0, 10).join("\n\n").slice(0, 19_000) });
      const page = await site.browser().open(path);
      expect(faultsOf(page.html)).toEqual([]);
      const id = Number(/\d+/.exec(path)?.[0]);
      const { html } = await db.selectFrom("tickets").select("html").where("id", "=", id).executeTakeFirstOrThrow();
      expect(findViolations(html)).toEqual([]);
    }
    const preview = await site
      .browser()
      .post("/tickets/new", { intent: "preview", title: "x", body: some.slice(0, 40).join("\n\n").slice(0, 19_000) });
    expect(faultsOf(preview.html)).toEqual([]);
  });
});

describe.skipIf(!hasSamples)("T3: texts made to keep a parser busy", () => {
  const patterns = hasSamples
    ? readSamples<{ markdown?: string; text?: string; source?: string }>("markdown", "pathological-4k.jsonl")
    : [];

  test("are answered, and the site goes on answering others meanwhile", async () => {
    const texts = patterns.map((row) => row.markdown ?? row.text ?? row.source ?? "").filter(Boolean);
    expect(texts.length).toBeGreaterThan(50);
    const [first, ...rest] = texts;
    let isBusy = true;
    const others = (async () => {
      const seen: number[] = [];
      while (isBusy) {
        seen.push((await site.browser().open("/healthz")).status, (await site.browser().open("/")).status);
        await new Promise((wake) => setTimeout(wake, 50));
      }
      return seen;
    })();
    for (const body of [first ?? "", ...rest.filter((_, index) => index % 4 === 0)]) {
      const { status, html } = await site.browser().post("/tickets/new", { intent: "preview", title: "x", body });
      expect(status).toBeLessThan(500);
      expect(html.length).toBeLessThan(1_000_000);
    }
    isBusy = false;
    const seen = await others;
    expect(seen.length).toBeGreaterThan(2);
    expect(new Set(seen)).toEqual(new Set([200]));
  });
});

test("a reply of the team is told from one that says it is", async () => {
  const ticket = await createTicket(db);
  await createReply(db, ticket, { viewer: asAgent(admin), body: "From the team" });
  await createReply(db, ticket, { name: "Anna K.", body: "Not from the team" });
  const { html } = await site.browser().open(ticketPath(ticket));
  const isTeam = (words: string) =>
    findElements(html, (one) => one.tagName === "article" && textOf(one).includes(words)).some((one) =>
      (attribute(one, "class") ?? "").split(" ").includes("team"),
    );
  expect([isTeam("From the team"), isTeam("Not from the team")]).toEqual([true, false]);
});

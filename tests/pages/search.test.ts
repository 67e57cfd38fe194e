import { beforeAll, describe, expect, test } from "vitest";
import { stopMarkdownWorkers } from "~/markdown/render-markdown.server.ts";
import { asAgent, createAgent, createArticle, createReply, createTicket, createVisitor } from "../support/factories.ts";
import { attribute, findElements, textOf } from "../support/html-form.ts";
import { startSite } from "../support/site.ts";
import { neverPublic, oncePublic } from "./hidden-states.ts";

const site = await startSite({ SITE_LOCALE: "ru" });
const { db } = site;
const open = (path: string) => site.browser().open(path);
const searchFor = (query: string) => open(`/search?q=${encodeURIComponent(query)}`);

const titles = (html: string) =>
  findElements(html, (one) => attribute(one, "class") === "ticket-card__title").map((one) => textOf(one).trim());
const marks = (html: string) => findElements(html, ({ tagName }) => tagName === "mark").map(textOf);
const headings = (html: string) => findElements(html, ({ tagName }) => tagName === "h1").map(textOf);

beforeAll(async () => {
  const agent = await createAgent(db);
  const payment = await createTicket(db, {
    title: "Платёж не проходит",
    body: "Картой не получается, код ошибки E4042 & <b>всё</b>",
    kind: "problem",
  });
  await createReply(db, payment, { viewer: asAgent(agent), body: "Проверьте лимиты банка" });
  await createTicket(db, { title: "Привет, мир" });
  await createTicket(db, { title: "Чи можна платежів побільше" });
  for (let number = 1; number <= 45; number++) await createTicket(db, { title: `Выгрузка ${number}` });
});

test("without a query there is the form and a hint, and nothing for search engines", async () => {
  const page = await open("/search");
  expect(page.status).toBe(200);
  expect(page.html).toContain('id="q"');
  expect(page.html).toContain('content="noindex"');
  expect(page.headers.get("cache-control")).toBe("public, no-cache");
});

test("a word form finds the ticket, also in the other language, and is marked in title and text", async () => {
  const page = await searchFor("платежей");
  expect(titles(page.html)[0]).toBe("Платёж не проходит");
  expect(marks(page.html)).toContain("Платёж");
  expect(headings(page.html)).toEqual(["Нашлось 2"]);
  expect(page.html).toContain('content="noindex"');
});

test("an error code is found in the text, which stays text", async () => {
  const { html } = await searchFor("e4042");
  expect(titles(html)).toEqual(["Платёж не проходит"]);
  expect(marks(html)).toEqual(["E4042"]);
  expect(html).not.toContain("<b>всё");
});

test("a word of an answer is found and shown", async () => {
  const { html } = await searchFor("лимит банка");
  expect(titles(html)).toEqual(["Платёж не проходит"]);
  expect(marks(html)).toEqual(["лимиты", "банка"]);
});

test("the wrong layout leads to the right one", async () => {
  const { html } = await searchFor("ghbdtn");
  expect(html).toContain(`href="/search?q=${encodeURIComponent("привет")}"`);
  const right = await searchFor("привет");
  expect(titles(right.html)).toEqual(["Привет, мир"]);
});

test("where nothing is found the words go into the form of a new ticket", async () => {
  const page = await searchFor("абракадабра");
  expect(page.status).toBe(200);
  expect(headings(page.html)).toEqual(["Ничего не нашлось"]);
  const form = await open(`/tickets/new?title=${encodeURIComponent("абракадабра")}`);
  expect(page.html).toContain(`/tickets/new?title=${encodeURIComponent("абракадабра")}`);
  expect(form.html).toContain('value="абракадабра"');
});

test("results come in pages, without one twice", async () => {
  const first = await searchFor("выгрузка");
  expect(titles(first.html)).toHaveLength(20);
  const second = await open(`/search?q=${encodeURIComponent("выгрузка")}&after=20`);
  const third = await open(`/search?q=${encodeURIComponent("выгрузка")}&after=40`);
  const all = [first, second, third].flatMap(({ html }) => titles(html));
  expect(new Set(all).size).toBe(45);
  expect(third.html).not.toContain('rel="next"');
  for (const after of ["x", "-1", "1000", "1.5"]) expect((await open(`/search?q=a&after=${after}`)).status).toBe(404);
});

test("each page has one search form: small in the header, large at home and above results", async () => {
  for (const path of ["/", "/tickets", "/search", "/tickets/new", "/thanks", "/nowhere"]) {
    const { html } = await open(path);
    expect(html.split('id="q"'), path).toHaveLength(2);
  }
});

describe.each([...neverPublic, ...oncePublic])("a ticket that is $state", ({ make }) => {
  test("is in no result, count, suggestion or list of similar ones", async () => {
    const title = `канарейка${Math.random().toString(36).slice(2)}`;
    const author = await createVisitor(db);
    await make({ db, author, agent: await createAgent(db), title });
    const page = await searchFor(title);
    expect(headings(page.html)).toEqual(["Ничего не нашлось"]);
    expect(titles(page.html)).toEqual([]);
    expect((await open(`/search/similar?title=${encodeURIComponent(title)}`)).html).not.toContain(title);
  });
});

test.each([
  '"',
  '"незакрытая',
  "title:платеж",
  "a AND",
  "NEAR(a b, 2)",
  "* - ^ + ( ) { }",
  "платеж*",
  "-платеж",
  "'; drop table tickets; --",
  "%00",
  "\u0000\u0001",
  "😀🏳️‍🌈",
  "﷽",
  "½",
  "и не",
  "a".repeat(5_000),
  "слово ".repeat(250),
  "\\",
  "<script>alert(1)</script>",
  "платеж OR NOT",
])("%j is no error", async (query) => {
  const page = await searchFor(query);
  expect(page.status).toBe(200);
  expect(page.html).not.toContain("<script>alert");
  expect((await open(`/search/similar?title=${encodeURIComponent(query)}`)).status).toBe(200);
});

test("an address that is no proper text is no error either", async () => {
  for (const path of ["/search?q=%ff%fe", "/search?q=%", "/search?q=%ED%A0%80", "/search?q=a&q=b", "/search?q"]) {
    expect((await open(path)).status, path).toBe(200);
  }
});

describe("similar tickets", () => {
  test("are a fragment for the form", async () => {
    const page = await open(`/search/similar?title=${encodeURIComponent("Не проходят платежи картой")}`);
    expect(page.html).toContain("Платёж не проходит");
    expect(page.html).toContain("Проверьте лимиты банка");
    expect(page.html).not.toContain("<html");
    expect(page.headers.get("cache-control")).toBe("private, no-store");
  });

  test("say nothing where there is nothing", async () => {
    expect((await open("/search/similar?title=zzzz")).html).toBe("");
    expect((await open("/search/similar")).html).toBe("");
  });

  test("stand on the preview of a new ticket, with the status, and stop nobody from sending", async () => {
    const browser = site.browser();
    const form = await browser.open("/tickets/new");
    const preview = await browser.press(form, "preview", { title: "Платежи не проходят" });
    expect(preview.html).toContain("similar-tickets");
    expect(preview.html).toContain("Платёж не проходит");
    const sent = await browser.press(preview, "send");
    expect(sent.status).toBe(303);
  });
});

await stopMarkdownWorkers();

describe("articles and filters", () => {
  const links = (html: string) =>
    findElements(html, ({ tagName }) => tagName === "a").map((one) => attribute(one, "href") ?? "");
  beforeAll(async () => {
    await createArticle(db, { slug: "export", title: "Как сделать экспорт", body: "Кнопка «Экспорт» над списком." });
    for (let number = 1; number <= 25; number++) {
      await createTicket(db, { title: `Экспорт заказа ${number}`, kind: number <= 22 ? "idea" : "problem" });
    }
  });
  const search = (rest: string) => open(`/search?q=${encodeURIComponent("экспорт")}${rest}`);

  test("an article stands among tickets with its sign and its word", async () => {
    const { html } = await search("");
    expect(titles(html)[0]).toBe("Как сделать экспорт");
    expect(html).toContain('data-kind="article"');
    expect(html).toContain("Статья.");
    expect(links(html).some((href) => /^\/articles\/\d+-export$/.test(href))).toBe(true);
    expect(titles((await search("&in=articles")).html)).toEqual(["Как сделать экспорт"]);
    expect(titles((await search("&in=tickets")).html)).not.toContain("Как сделать экспорт");
  });

  test("a filter is kept by the form, the next page and the other filters", async () => {
    const { html } = await search("&in=tickets&kind=idea");
    expect(headings(html)).toEqual(["Нашлось 22"]);
    expect(html).toContain('<input type="hidden" name="kind" value="idea"/>');
    const q = new URLSearchParams({ q: "экспорт" });
    expect(links(html)).toContain(`/search?${q}&in=tickets&kind=idea&after=20`);
    expect(links(html)).toContain(`/search?${q}&in=tickets&kind=idea&status=planned`);
    const planned = await search("&in=tickets&kind=idea&status=planned");
    expect(planned.html).toContain("Здесь с этими словами ничего нет");
    expect(links(planned.html)).toContain(`/search?${q}`);
  });

  test("a suggestion keeps the filter", async () => {
    const { html } = await open(`/search?q=${encodeURIComponent("експоорт".replace("е", "э"))}&in=tickets`);
    expect(links(html)).toContain(`/search?${new URLSearchParams({ q: "экспорт", in: "tickets" })}`);
  });

  test.each([
    "&in=x",
    "&kind=x",
    "&status=<b>",
    "&category=nope",
    "&phase=%00",
    "&in=articles&kind=idea",
    "&in=&kind=",
  ])("%s does no harm", async (rest) => {
    const page = await search(rest);
    expect(page.status).toBe(200);
    expect(titles(page.html).length).toBeGreaterThan(0);
  });

  test("an article is first among what is similar, with its first line", async () => {
    const { html } = await open(`/search/similar?title=${encodeURIComponent("Как сделать экспорт заказов")}`);
    expect(html.indexOf("Как сделать экспорт")).toBeLessThan(html.indexOf("Экспорт заказа"));
    expect(html).toContain("/articles/");
  });
});

import { describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import type { ArticleRow } from "#db/schema.ts";
import { changeArticle, lockArticle } from "~/articles/change-article.server.ts";
import { ON_A_PAGE, ON_A_SHELF } from "~/articles/list-articles.server.ts";
import { setVisibility } from "~/tickets/change-visibility.server.ts";
import { articleCategoryPath, articlePath, articlesPath, editArticlePath, ticketPath } from "~/urls.ts";
import type { TestPage } from "../support/browser.ts";
import { asAgent, createAgent, createArticle, createReply, createTicket, signInAs } from "../support/factories.ts";
import { attribute, findElements, textOf } from "../support/html-form.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db);
const open = (path: string) => site.browser().open(path);
const NEVER = 999_999;

async function agentsBrowser() {
  const browser = site.browser();
  await signInAs(db, browser, agent);
  return browser;
}

async function change(article: ArticleRow, columns: Partial<ArticleRow>) {
  return inTransaction(db, async (trx) => changeArticle(trx, await lockArticle(trx, article.id), columns, Date.now()));
}

/** Everything an answer tells, but for the time. */
const everything = ({ status, html, headers }: TestPage) => ({
  status,
  html,
  headers: [...headers].filter(([name]) => name !== "date"),
});

const linksIn = (within: Parameters<typeof findElements>[0]) =>
  findElements(within, (one) => one.tagName === "a").map((one) => attribute(one, "href"));
const leadsTo = (html: string, path: string) => linksIn(html).includes(path);

test("an empty knowledge base says how to write to us, and nothing leads to it", async () => {
  const page = await open(articlesPath());
  expect(page.status).toBe(200);
  expect(page.html).toContain("Nothing written here yet");
  expect(page.headers.get("x-robots-tag")).toBe("noindex");
  expect(page.html).not.toContain(editArticlePath());
  expect(leadsTo((await open("/")).html, articlesPath())).toBe(false);
  expect((await (await agentsBrowser()).open(articlesPath())).html).toContain(editArticlePath());
});

test("the first article brings the knowledge base into every header, the last takes it out", async () => {
  await open("/thanks");
  const article = await createArticle(db, { category: "first" });
  expect(leadsTo((await open("/thanks")).html, articlesPath())).toBe(true);
  await change(article, { removed_at: 1 });
  expect(leadsTo((await open("/thanks")).html, articlesPath())).toBe(false);
  await change(article, { removed_at: null });
});

describe("an article", () => {
  test("has one address; others lead there in one hop", async () => {
    const article = await createArticle(db, { slug: "first-steps", category: "addresses" });
    const path = articlePath(article);
    for (const other of [
      `/articles/${article.id}`,
      `/articles/${article.id}-old-name`,
      `${path}/`,
      path.toUpperCase(),
    ]) {
      const moved = await open(other.replace("/ARTICLES", "/articles"));
      expect([moved.status, moved.location], other).toEqual([301, path]);
    }
    expect((await open("/articles/first-steps")).location).toBe(path);
    expect((await open(`${articlePath(article)}?utm_source=x`)).status).toBe(200);
  });

  test("says what it is to search engines, and stays the same for everyone", async () => {
    const article = await createArticle(db, { title: "Keys & rights", summary: "Who may do what." });
    const page = await open(articlePath(article));
    expect(page.headers.get("cache-control")).toBe("public, no-cache");
    expect(page.headers.get("set-cookie")).toBeNull();
    expect(page.html).toContain('<meta name="description" content="Who may do what."/>');
    expect(page.html).toContain(`<link rel="canonical" href="http://forum.test${articlePath(article)}"/>`);
    const again = await site.browser().open(articlePath(article), { "Accept-Language": "uk", Cookie: "theme=dark" });
    expect(again.html).toBe(page.html);
  });

  test("of another language speaks it, and leads to its translations", async () => {
    const english = await createArticle(db, { title: "Keys" });
    const facts = { translationOfId: english.id, title: "Ключі", body: "Як їх замінити." };
    const ukrainian = await createArticle(db, { ...facts, language: "uk" });
    const draft = await createArticle(db, { ...facts, language: "ru", title: "Ключи", isDraft: true });
    const page = await open(articlePath(ukrainian));
    expect(page.html).toContain('<html lang="uk">');
    expect(page.html).toContain("Допомогло?");
    expect(page.html).toContain(`<a hreflang="en" href="${articlePath(english)}" lang="en">In English</a>`);
    const [canonical, ...alternates] = findElements(page.html, (one) => one.tagName === "link")
      .filter((one) => attribute(one, "rel") === "canonical" || attribute(one, "hreflang") !== undefined)
      .map((one) => attribute(one, "href"));
    expect(canonical).toBe(`http://forum.test${articlePath(ukrainian)}`);
    expect(alternates.sort()).toEqual([english, ukrainian].map((one) => `http://forum.test${articlePath(one)}`).sort());
    expect(page.html).not.toContain(articlePath(draft));
  });

  test("shows its contents where it is long", async () => {
    const long = await createArticle(db, { body: "## One\n\n## Two\n\n## Три" });
    const page = await open(articlePath(long));
    for (const id of ["s-one", "s-two", "s-tri"]) {
      expect(leadsTo(page.html, `#${id}`), id).toBe(true);
      expect(findElements(page.html, (one) => attribute(one, "id") === id)).toHaveLength(1);
    }
    expect((await open(articlePath(await createArticle(db, { body: "## One" })))).html).not.toContain(
      "article-contents",
    );
  });

  test("leads to those beside it, not to itself nor to its translation", async () => {
    const [one, two] = [
      await createArticle(db, { category: "beside", title: "Webhook signatures" }),
      await createArticle(db, { category: "beside", title: "Something else" }),
    ];
    const far = await createArticle(db, { category: "far", title: "Checking webhook signatures" });
    const russian = await createArticle(db, { category: "beside", language: "ru", translationOfId: one.id });
    const { html } = await open(articlePath(one));
    const [section] = findElements(html, (element) => attribute(element, "aria-labelledby") === "related");
    const related = linksIn(section as never);
    expect(related).toEqual([articlePath(far), articlePath(two)]);
    expect(related).not.toContain(articlePath(russian));
  });
});

describe("what is not published", () => {
  test("is to strangers the very page of a number that never was", async () => {
    const draft = await createArticle(db, { title: "Canary", isDraft: true });
    for (const tail of ["", `-${draft.slug}`, "-x?helped=yes", "/helpful", "-x/helpful"]) {
      const [real, never] = [await open(`/articles/${draft.id}${tail}`), await open(`/articles/${NEVER}${tail}`)];
      expect(everything(real), tail).toEqual(everything(never));
      expect(real.status, tail).toBe(404);
    }
    const post = (id: number) => site.browser().post(`/articles/${id}-x/helpful`, { intent: "no", body: "My words" });
    expect(everything(await post(draft.id))).toEqual(everything(await post(NEVER)));
    expect((await post(draft.id)).html).toContain("My words");
  });

  test.each([
    ["removed", { removed_at: 1 }],
    ["taken back", { published_at: null }],
  ])("but was, and is %s, is gone", async (_, columns) => {
    const article = await createArticle(db, { title: "Canary of the gone" });
    await open(articlePath(article));
    await change(article, columns);
    for (const path of [articlePath(article), `/articles/${article.id}`, `${articlePath(article)}/helpful`]) {
      const page = await open(path);
      expect([page.status, page.headers.get("x-robots-tag")]).toEqual([410, expect.stringContaining("noindex")]);
      expect(page.html).not.toContain("Canary");
    }
  });

  test("is for agents a page with a notice and the way to the editor, which nothing keeps", async () => {
    const draft = await createArticle(db, { title: "Not yet", isDraft: true });
    const page = await (await agentsBrowser()).open(articlePath(draft));
    expect(page.status).toBe(200);
    expect(page.html).toContain("A draft: nobody but the team sees it.");
    expect(leadsTo(page.html, editArticlePath(draft.id))).toBe(true);
    expect(page.headers.get("cache-control")).toBe("private, no-store");
    expect(page.headers.get("x-robots-tag")).toContain("noindex");
  });
});

describe("the contents of the knowledge base", () => {
  test("has of an article and its translations one, in the site's language where there is one", async () => {
    const facts = { category: "languages" };
    const russian = await createArticle(db, { ...facts, language: "ru", title: "Только по-русски" });
    const original = await createArticle(db, { ...facts, language: "uk", title: "Спершу українською" });
    const english = await createArticle(db, { ...facts, title: "Then in English", translationOfId: original.id });
    for (const path of [articlesPath(), articleCategoryPath("languages")]) {
      const { html } = await open(path);
      expect(html).toContain(`<a href="${articlePath(russian)}" lang="ru">Только по-русски</a>`);
      expect(html).toContain('<small lang="ru">рус</small>');
      expect(leadsTo(html, articlePath(english))).toBe(true);
      expect(leadsTo(html, articlePath(original))).toBe(false);
    }
  });

  test("shows the beginning of a long category and leads to the rest, which pages", async () => {
    for (let number = 0; number <= ON_A_PAGE; number++) {
      await createArticle(db, { category: "long", title: `Part ${number}` });
    }
    const shelf = await open(articlesPath());
    expect(shelf.html).toContain(`Part ${ON_A_SHELF - 1}<`);
    expect(shelf.html).not.toContain(`Part ${ON_A_SHELF}<`);
    expect(shelf.html).toContain(`all ${ON_A_PAGE + 1} articles`);
    const first = await open(articleCategoryPath("long"));
    expect(first.html).not.toContain(`Part ${ON_A_PAGE}<`);
    const [next] = findElements(first.html, (one) => attribute(one, "rel") === "next");
    const second = await open(attribute(next as never, "href") ?? "");
    expect(second.html).toContain(`Part ${ON_A_PAGE}<`);
    expect(second.headers.get("x-robots-tag")).toBe("noindex");
    for (const after of ["x", "1", "999999-999999"]) {
      expect((await open(`${articleCategoryPath("long")}?after=${after}`)).status, after).toBe(404);
    }
  });

  test("has one address for a category; one without a published article is not there", async () => {
    await createArticle(db, { category: "empty", isDraft: true });
    expect(everything(await open("/articles/empty"))).toEqual(everything(await open("/articles/never-was")));
    expect((await open("/articles/Long")).location).toBe("/articles/long");
    expect((await (await agentsBrowser()).open("/articles/empty")).status).toBe(200);
  });
});

describe("a ticket that an article answered", () => {
  test("is counted and shown as long as strangers may list it", async () => {
    const article = await createArticle(db, { category: "counted", title: "Counted" });
    const reply = { viewer: asAgent(agent), body: `See [this](${articlePath(article)}).` };
    const [seen, hidden] = [
      await createTicket(db, { title: "A ticket for everyone", status: "answered" }),
      await createTicket(db, { title: "A canary ticket", status: "answered" }),
    ];
    await createReply(db, await createTicket(db, { title: "Linked, and still open" }), reply);
    for (const ticket of [seen, hidden]) for (const _ of [1, 2]) await createReply(db, ticket, { ...reply });
    await createReply(db, await createTicket(db, { visibility: "private", title: "A canary too" }), reply);
    const pages = [articlePath(article), articlesPath(), articleCategoryPath("counted"), "/"];
    for (const path of pages) expect((await open(path)).html, path).toContain("answered 2 tickets");
    await setVisibility(db, hidden.id, "private", { by: {}, now: Date.now() });
    for (const path of pages) {
      const { html } = await open(path);
      expect(html, path).toContain("answered 1 ticket");
      expect(html, path).not.toContain("canary");
    }
    expect(leadsTo((await open(articlePath(article))).html, ticketPath(seen))).toBe(true);
  });
});

test("no page of the knowledge base tells a word of a draft, nor of a newer draft of what is published", async () => {
  const article = await createArticle(db, { category: "drafts", title: "Known to all" });
  const text = { title: "canarydraft", summary: "canarydraft", body: "canarydraft" };
  await createArticle(db, { category: "drafts", ...text, isDraft: true });
  await createArticle(db, { category: "drafts", ...text, isDraft: true, language: "ru", translationOfId: article.id });
  await inTransaction(db, (trx) =>
    trx
      .insertInto("article_revisions")
      .values({ article_id: article.id, ...text, created_at: 1 })
      .execute(),
  );
  for (const path of ["/", articlesPath(), articleCategoryPath("drafts"), articlePath(article)]) {
    const page = await open(path);
    expect(page.status).toBe(200);
    expect(page.html, path).not.toContain("canarydraft");
  }
});

test("a long title in another script fits its page", async () => {
  const title = "Превысокомногорассмотрительствующий".repeat(4).slice(0, 160);
  const article = await createArticle(db, { title, language: "ru" });
  const [h1] = findElements((await open(articlePath(article))).html, (one) => one.tagName === "h1");
  expect(textOf(h1 as never)).toBe(title);
});

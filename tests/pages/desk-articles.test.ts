import { describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { articleRevisionsPath, deskArticlesPath, editArticlePath, ticketPath, writeArticlePath } from "~/urls.ts";
import { asAgent, createAgent, createArticle, createReply, createTicket, signInAs } from "../support/factories.ts";
import { attribute, findElements, textOf } from "../support/html-form.ts";
import { startSite } from "../support/site.ts";

const site = await startSite();
const { db } = site;
const agent = await createAgent(db, { name: "Anna Koval" });
const anna = site.browser();
await signInAs(db, anna, agent);
const boris = site.browser();
await signInAs(db, boris, await createAgent(db, { name: "Boris Hrim" }));

const row = (id: number) => db.selectFrom("articles").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const newestBody = async (id: number) => {
  const texts = db.selectFrom("article_revisions").select("body").where("article_id", "=", id).orderBy("id", "desc");
  return (await texts.executeTakeFirstOrThrow()).body;
};
const open = async (id: number) => anna.open(editArticlePath(id));
const numberIn = (location: string | null) => Number(/\/desk\/articles\/(\d+)/.exec(location ?? "")?.[1]);
const contentOf = (html: string, id: string) =>
  findElements(html, (one) => attribute(one, "id") === id).map(
    (one) => attribute(one, "value") ?? textOf(one).trim(),
  )[0];
const words = (html: string, tag: string) =>
  findElements(html, ({ tagName }) => tagName === tag).map((one) => textOf(one).replace(/\s+/g, " ").trim());

describe("the list of articles", () => {
  test("shows them by category with what became of them", async () => {
    const article = await createArticle(db, { title: "Limits of the API", category: "api" });
    await createArticle(db, { title: "Ліміти API", category: "api", language: "uk", translationOfId: article.id });
    const ticket = await createTicket(db);
    await inTransaction(db, async (trx) => {
      const link = { ticket_id: ticket.id, article_id: article.id, relation: "answer" as const, created_at: 1 };
      for (let times = 0; times < 2; times++) await trx.insertInto("ticket_articles").values(link).execute();
      for (const helped of [1, 1, 0]) {
        await trx.insertInto("article_feedback").values({ article_id: article.id, helped, created_at: 1 }).execute();
      }
    });
    const { html } = await anna.open(deskArticlesPath());
    const [line] = findElements(html, (one) => attribute(one, "class") === "shelf__row").filter((one) =>
      textOf(one).includes("Limits of the API"),
    );
    const text = textOf(line!).replace(/\s+/g, " ");
    for (const fact of ["Published", "English", "also: Ukrainian", "answered 1 ticket", "helped 2, did not 1"]) {
      expect(text).toContain(fact);
    }
  });

  test("is cut by state and language, and an unknown cut is not found", async () => {
    await createArticle(db, { title: "A draft in Russian", language: "ru", isDraft: true });
    expect((await anna.open(deskArticlesPath({ state: "draft", language: "ru" }))).html).toContain(
      "A draft in Russian",
    );
    expect((await anna.open(deskArticlesPath({ state: "published" }))).html).not.toContain("A draft in Russian");
    for (const query of ["state=x", "language=../x", "category=nowhere"]) {
      expect((await anna.open(`${deskArticlesPath()}?${query}`)).status, query).toBe(404);
    }
  });
});

describe("writing", () => {
  test("begins with a draft that no stranger reads, and ends with an article", async () => {
    const page = await anna.open(editArticlePath());
    const typed = { title: "How to pay", summary: "By card.", body: "## Cards\n\nAny card." };
    const saved = await anna.press(page, "save", typed);
    expect(saved.status).toBe(303);
    const id = numberIn(saved.location);
    expect(await row(id)).toMatchObject({ ...typed, slug: "how-to-pay", published_at: null });
    const editor = await anna.follow(saved);
    expect(words(editor.html, "h1")).toEqual(["How to pay"]);
    expect(contentOf(editor.html, "body")).toBe(typed.body);
    expect((await anna.press(editor, "publish")).status).toBe(303);
    expect((await row(id)).published_at).not.toBeNull();
  });

  test("shows the article as it will look, with its headings, and writes nothing", async () => {
    const before = await db.selectFrom("articles").select("id").execute();
    const page = await anna.open(editArticlePath());
    const shown = await anna.press(page, "preview", { title: "Pay", summary: "", body: "## Cards\n\n[x](gone.md)" });
    expect(shown.status).toBe(200);
    expect(shown.html).toContain('<h2 id="s-cards">Cards</h2>');
    expect(shown.html).toMatch(/leads to no article: [a-z-]+\/gone/);
    expect(contentOf(shown.html, "title")).toBe("Pay");
    expect(await db.selectFrom("articles").select("id").execute()).toEqual(before);
  });

  test.each([
    ["save", "title", { title: " " }],
    ["save", "title", { title: "x".repeat(161) }],
    ["save", "summary", { summary: "x".repeat(301) }],
    ["save", "body", { body: "x".repeat(60_001) }],
    ["publish", "body", { body: " " }],
    ["save", "category", { category: "999" }],
    ["save", "language", { language: "xx" }],
    ["save", "position", { position: "-1" }],
    ["save", "slug", { slug: "x".repeat(61) }],
    ["preview", "category", { category: "" }],
  ])("by %s without a good %s comes back as it was typed", async (intent, field, wrong) => {
    const page = await anna.open(editArticlePath());
    const refused = await anna.press(page, intent, { title: "T", summary: "S", body: "Long thoughts", ...wrong });
    expect(refused.status).toBe(400);
    expect(refused.html).toContain(`href="#${field}"`);
    if (field !== "body") expect(contentOf(refused.html, "body")).toBe("Long thoughts");
    if ("summary" in wrong) expect(contentOf(refused.html, "summary")).toBe(wrong.summary);
  });

  test("is stopped once where somebody else saved meanwhile, shows what would change, and goes through", async () => {
    const { id } = await createArticle(db, { body: "The limit is 20 a day." });
    const page = await open(id);
    const theirs = await boris.press(await boris.open(editArticlePath(id)), "save", { body: "The limit is 30 a day." });
    expect(theirs.status).toBe(303);
    const stopped = await anna.press(page, "publish", { body: "The limit is 40 a day." });
    expect(stopped.status).toBe(409);
    expect(stopped.html).toContain("Boris Hrim");
    expect(words(stopped.html, "del").join()).toContain("30");
    expect(words(stopped.html, "ins").join()).toContain("40");
    expect(contentOf(stopped.html, "body")).toBe("The limit is 40 a day.");
    expect(await newestBody(id)).toBe("The limit is 30 a day.");
    expect((await anna.press(stopped, "publish")).status).toBe(303);
    expect((await row(id)).body).toBe("The limit is 40 a day.");
  });

  test("begins with the title that a link gives it", async () => {
    expect(contentOf((await anna.open(writeArticlePath("refund"))).html, "title")).toBe("refund");
  });

  test("a translation begins with the text of the original, and belongs to it", async () => {
    const { id } = await createArticle(db, { title: "Keys", body: "Keep them." });
    const { html } = await open(id);
    const [link] = findElements(html, (one) => /translation_of=\d+&language=uk/.test(attribute(one, "href") ?? ""));
    const page = await anna.open(attribute(link!, "href")!);
    expect([contentOf(page.html, "title"), contentOf(page.html, "body")]).toEqual(["Keys", "Keep them."]);
    const saved = await anna.press(page, "save", { title: "Ключі", body: "Бережіть їх." });
    expect(await row(numberIn(saved.location))).toMatchObject({
      translation_of_id: id,
      language: "uk",
      slug: "klyuchi",
    });
  });

  test("text that a signed-out agent sends is shown again", async () => {
    const { id } = await createArticle(db);
    const fields = { intent: "save", title: "Kept title", summary: "Kept summary", body: "Kept body" };
    const refused = await site.browser().post(editArticlePath(id), fields);
    expect(refused.status).toBe(401);
    for (const text of ["Kept title", "Kept summary", "Kept body"]) expect(refused.html).toContain(text);
  });
});

test("an article is taken back, removed and brought back by one press each", async () => {
  const { id } = await createArticle(db);
  await anna.press(await open(id), "take-back");
  expect((await row(id)).published_at).toBeNull();
  await anna.press(await open(id), "publish");
  const gone = await anna.follow(await anna.press(await open(id), "remove"));
  expect((await row(id)).removed_at).not.toBeNull();
  await anna.press(gone, "restore");
  expect(await row(id)).toMatchObject({ removed_at: null });
  expect((await row(id)).published_at).not.toBeNull();
});

describe("revisions", () => {
  test("are compared, the newest with the one before, or any two", async () => {
    const { id } = await createArticle(db, { title: "Limits", body: "Twenty a day.\n\nNo more." });
    await anna.press(await open(id), "save", { title: "Limits of keys", body: "Thirty a day.\n\nNo more." });
    await boris.press(await boris.open(editArticlePath(id)), "save", { body: "Forty a day.\n\nNo more." });
    const last = await anna.open(articleRevisionsPath(id));
    expect(words(last.html, "del")).toEqual(["gone: Thirty"]);
    expect(words(last.html, "ins")).toEqual(["added: Forty"]);
    expect(last.html).toContain("Boris Hrim");
    const texts = db.selectFrom("article_revisions").select("id").where("article_id", "=", id).orderBy("id");
    const [first, , third] = (await texts.execute()).map((revision) => revision.id);
    for (const [from, to] of [
      [first, third],
      [third, first],
    ]) {
      const { html } = await anna.open(articleRevisionsPath(id, { from, to }));
      expect(words(html, "ins")).toEqual(["added: of keys", "added: Forty"]);
    }
    expect((await anna.open(articleRevisionsPath(id, { to: 999_999 }))).status).toBe(404);
    expect((await anna.open(articleRevisionsPath(999_999))).status).toBe(404);
  });

  test("an earlier one becomes a draft, and readers go on seeing what they saw", async () => {
    const { id } = await createArticle(db, { body: "First" });
    await anna.press(await open(id), "publish", { body: "Second" });
    const texts = db.selectFrom("article_revisions").select("id").where("article_id", "=", id).orderBy("id");
    const { id: first } = await texts.executeTakeFirstOrThrow();
    const page = await anna.open(articleRevisionsPath(id, { to: first }));
    const restored = await anna.follow(await anna.press(page, "restore-revision"));
    expect(contentOf(restored.html, "body")).toBe("First");
    expect((await row(id)).body).toBe("Second");
  });
});

describe("from an answered ticket", () => {
  test("to a draft in one press; both link to each other, everyone's page once it is published", async () => {
    const ticket = await createTicket(db, { title: "Where is my bill?", body: "I look for it." });
    expect((await anna.open(ticketPath(ticket))).html).not.toContain('value="from-ticket"');
    await createReply(db, ticket, { viewer: asAgent(agent), body: "Under **Bills**. All of them." });
    const made = await anna.press(await anna.open(ticketPath(ticket)), "from-ticket");
    expect(made.status).toBe(303);
    const id = numberIn(made.location);
    const editor = await anna.follow(made);
    expect(contentOf(editor.html, "title")).toBe("Where is my bill?");
    expect(contentOf(editor.html, "summary")).toBe("Under Bills.");
    expect(contentOf(editor.html, "body")).toBe("> I look for it.\n\nUnder **Bills**. All of them.");
    expect(editor.html).toContain(`href="${ticketPath(ticket)}"`);

    const desk = await anna.open(ticketPath(ticket));
    expect(desk.html).toContain(`href="${editArticlePath(id)}"`);
    expect(desk.html).not.toContain('value="from-ticket"');
    const { slug } = await row(id);
    const link = `href="/articles/${id}-${slug}"`;
    expect((await site.browser().open(ticketPath(ticket))).html).not.toContain(link);
    await anna.press(editor, "publish");
    expect((await site.browser().open(ticketPath(ticket))).html).toContain(link);
  });

  test("of a private one says so in the editor", async () => {
    const ticket = await createTicket(db, { visibility: "private" });
    await createReply(db, ticket, { viewer: asAgent(agent) });
    const editor = await anna.follow(await anna.press(await anna.open(ticketPath(ticket)), "from-ticket"));
    expect(editor.html).toContain("Written from a private ticket.");
  });

  test("that is not there makes nothing", async () => {
    expect((await anna.post("/desk/articles/from-ticket", { ticket: "999999" })).status).toBe(404);
    expect((await anna.open("/desk/articles/from-ticket")).location).toBe("/desk/articles");
  });
});

describe("categories", () => {
  test("are added, renamed and ordered", async () => {
    const path = "/desk/articles/categories";
    const page = await anna.open(path);
    await anna.press(page, "category-add", { "name-en": "First steps", "name-uk": "Перші кроки" });
    const added = db.selectFrom("article_categories").selectAll().where("slug", "=", "first-steps");
    const { id, names } = await added.executeTakeFirstOrThrow();
    expect(JSON.parse(names)).toEqual({ en: "First steps", uk: "Перші кроки" });
    const renamed = { "name-en": "Starting" };
    await anna.press(await anna.open(path), "category-rename", renamed, { category: String(id) });
    expect(JSON.parse((await added.executeTakeFirstOrThrow()).names)).toEqual({ en: "Starting", uk: "Перші кроки" });
    const order = async () =>
      (await db.selectFrom("article_categories").select("id").orderBy("position").execute()).map((one) => one.id);
    const before = await order();
    await anna.press(await anna.open(path), "category-up", {}, { category: String(id) });
    expect((await order()).indexOf(id)).toBe(before.indexOf(id) - 1);
  });

  test("go when they have no articles, and stay while they do", async () => {
    const path = "/desk/articles/categories";
    await anna.press(await anna.open(path), "category-add", { "name-en": "Passing" });
    const category = (slug: string) =>
      db.selectFrom("article_categories").select("id").where("slug", "=", slug).executeTakeFirst();
    const passing = String((await category("passing"))?.id);
    await createArticle(db, { title: "A guide that stays", category: "guides" });
    const guides = String((await category("guides"))?.id);
    await anna.press(await anna.open(path), "category-remove", {}, { category: passing });
    expect(await category("passing")).toBeUndefined();
    const refused = await anna.post(path, { intent: "category-remove", category: guides });
    expect(refused.status).toBe(400);
    expect(await category("guides")).toBeDefined();
  });

  test("without a name, or with a taken one, come back at their field", async () => {
    const page = await anna.open("/desk/articles/categories");
    for (const names of [{ "name-en": " " }, { "name-en": "GUIDES" }]) {
      const refused = await anna.press(page, "category-add", names);
      expect(refused.status).toBe(400);
      expect(refused.html).toContain('href="#category-new-en"');
    }
  });
});

test.each([
  "/desk/articles",
  "/desk/articles/new",
  "/desk/articles/1",
  "/desk/articles/1/revisions",
  "/desk/articles/categories",
])("%s asks a stranger to sign in", async (path) => {
  expect((await site.browser().open(path)).status).toBe(401);
});

test.each(["0", "x", "1e3", "999999"])("there is no article %s to edit", async (number) => {
  expect((await anna.open(`/desk/articles/${number}`)).status).toBe(404);
});

import { describe, expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { listArticleCategories } from "~/articles/article-categories.server.ts";
import { removeArticle, restoreRevision, takeBackArticle } from "~/articles/article-verbs.server.ts";
import { addNamedCategory, moveArticleCategory, renameArticleCategory } from "~/articles/change-categories.server.ts";
import { editArticle } from "~/articles/edit-article.server.ts";
import type { ArticleValues } from "~/articles/edit-form.ts";
import { openTestDatabase } from "../support/database.ts";
import { createAgent, createArticle } from "../support/factories.ts";
import { ORIGIN } from "../support/site.ts";

const db = await openTestDatabase();
const { id: agentId } = await createAgent(db);
const { category_id: guides } = await createArticle(db);

const row = (id: number) => db.selectFrom("articles").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const revisions = (id: number) =>
  db.selectFrom("article_revisions").selectAll().where("article_id", "=", id).orderBy("id").execute();
const newest = async (id: number) => (await revisions(id)).at(-1)!.id;

/** Saves what the form would hold: what the article has, and `typed` instead of it. */
async function edit(id: number | undefined, typed: Partial<ArticleValues>, isPublished = false, now = 5_000) {
  const article = id === undefined ? undefined : await row(id);
  const values: ArticleValues = {
    title: article?.title ?? "A title",
    summary: article?.summary ?? "",
    body: article?.body ?? "A text",
    category: article?.category_id ?? guides,
    language: article?.language ?? "en",
    "translation-of": article?.translation_of_id ?? null,
    slug: article?.slug ?? "",
    position: article?.position ?? null,
    seen: article ? await newest(article.id) : 0,
    ...typed,
  };
  return editArticle(db, { articleId: id, values, isPublished, agentId, siteOrigin: ORIGIN, now });
}

async function saved(...args: Parameters<typeof edit>) {
  const outcome = await edit(...args);
  if (!("article" in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome.article;
}

describe("a new article", () => {
  test("is a draft with an address of its title, and with a number behind where that is taken", async () => {
    const first = await saved(undefined, { title: "Щоденні ліміти", language: "uk" });
    expect(first).toMatchObject({ slug: "schodenni-limity", published_at: null, first_published_at: null });
    expect((await saved(undefined, { title: "Щоденні ліміти", language: "uk" })).slug).toBe("schodenni-limity-2");
    expect((await saved(undefined, { title: "???" })).slug).toBe("article");
    expect((await saved(undefined, { title: "Index" })).slug).not.toBe("index");
  });

  test("is published in one step", async () => {
    const article = await saved(undefined, { title: "At once" }, true);
    expect(article).toMatchObject({ published_at: 5_000, published_revision_id: await newest(article.id) });
  });

  test("with an address that is taken in its category is not made", async () => {
    const { slug } = await saved(undefined, { title: "Taken" });
    const before = await db.selectFrom("articles").select("id").execute();
    expect(await edit(undefined, { slug })).toEqual({
      errors: [{ field: "slug", message: "editor:error.slug_taken", values: { slug } }],
    });
    expect(await db.selectFrom("articles").select("id").execute()).toEqual(before);
    const { id: category } = await addNamedCategory(db, { names: { en: "Another" }, now: 1 });
    expect((await saved(undefined, { slug, category })).slug).toBe(slug);
  });
});

describe("a move", () => {
  test("keeps number, text, revisions and the file it came from", async () => {
    const article = await createArticle(db, { now: 1_000 });
    const source = { source_path: "guides/x.md", source_text: "---\ntitle: X\n---\n" };
    await inTransaction(db, (trx) => trx.updateTable("articles").set(source).where("id", "=", article.id).execute());
    const { id: category } = await addNamedCategory(db, { names: { en: "Elsewhere" }, now: 1 });
    const moved = await saved(article.id, { slug: "new-place", category, position: 7 });
    expect(moved).toEqual({
      ...article,
      ...source,
      slug: "new-place",
      category_id: category,
      position: 7,
      public_changed_at: 5_000,
    });
    expect(await revisions(article.id)).toHaveLength(1);
  });
});

describe("a translation", () => {
  test("belongs to the original, also when a translation was chosen", async () => {
    const original = await createArticle(db);
    const russian = await saved(undefined, { title: "Вход", language: "ru", "translation-of": original.id });
    const ukrainian = await saved(undefined, { title: "Вхід", language: "uk", "translation-of": russian.id });
    expect([russian.translation_of_id, ukrainian.translation_of_id]).toEqual([original.id, original.id]);
  });

  test("in a language that the article has already is refused", async () => {
    const original = await createArticle(db);
    expect(await edit(undefined, { "translation-of": original.id, language: "en" })).toMatchObject({
      errors: [{ field: "language" }],
    });
  });

  test("of itself, of nothing, or by what has translations is refused", async () => {
    const [original, other] = [await createArticle(db), await createArticle(db, { language: "uk" })];
    await saved(undefined, { language: "ru", "translation-of": original.id });
    for (const chosen of [original.id, 999_999, other.id]) {
      expect(await edit(original.id, { "translation-of": chosen })).toMatchObject({
        errors: [{ field: "translation-of" }],
      });
    }
  });
});

describe("an edit", () => {
  test("is stopped where somebody else saved meanwhile, with their text, and nothing is written", async () => {
    const article = await createArticle(db, { body: "One" });
    const seen = await newest(article.id);
    await saved(article.id, { body: "Theirs" });
    const stopped = await edit(article.id, { body: "Mine", seen, slug: "mine-now" });
    expect(stopped).toMatchObject({ newer: { body: "Theirs", revision: await newest(article.id), by: "Anna Koval" } });
    expect((await row(article.id)).slug).toBe(article.slug);
    expect(await revisions(article.id)).toHaveLength(2);
  });

  test("that is sent twice is one revision", async () => {
    const article = await createArticle(db);
    const seen = await newest(article.id);
    for (let times = 0; times < 2; times++) await saved(article.id, { body: "Once", seen });
    expect(await revisions(article.id)).toHaveLength(2);
  });

  test("too heavy to be shown is kept as a draft, and not published", async () => {
    const article = await createArticle(db);
    const body = `|${"a|".repeat(500)}\n|${"-|".repeat(500)}\n${"x\n".repeat(500)}`;
    expect(await edit(article.id, { body }, true)).toEqual({
      errors: [{ field: "body", message: "editor:error.body_heavy" }],
    });
    await saved(article.id, { body });
    expect(await row(article.id)).toEqual(article);
  }, 20_000);
});

test("what is taken back is a draft with its newest text, and was public", async () => {
  const article = await createArticle(db, { body: "Shown" });
  await saved(article.id, { body: "Newer" });
  await takeBackArticle(db, { articleId: article.id, agentId, siteOrigin: ORIGIN, now: 9_000 });
  expect(await row(article.id)).toMatchObject({
    published_at: null,
    published_revision_id: null,
    first_published_at: article.first_published_at,
    body: "Newer",
    html: "<p>Newer</p>",
  });
});

test("publishing what was removed brings it back", async () => {
  const article = await createArticle(db);
  await removeArticle(db, { articleId: article.id, agentId, siteOrigin: ORIGIN, now: 9_000 });
  expect((await row(article.id)).removed_at).toBe(9_000);
  await saved(article.id, { body: "Again" }, true);
  expect(await row(article.id)).toMatchObject({ removed_at: null, body: "Again" });
});

test("an earlier text becomes the newest draft, and only of its own article", async () => {
  const article = await createArticle(db, { body: "First" });
  const [first] = await revisions(article.id);
  await saved(article.id, { body: "Second" }, true);
  const verb = { articleId: article.id, agentId, siteOrigin: ORIGIN, now: 9_000 };
  expect(await restoreRevision(db, { ...verb, revision: first!.id })).toBe(true);
  expect((await revisions(article.id)).map(({ body }) => body)).toEqual(["First", "Second", "First"]);
  expect((await row(article.id)).body).toBe("Second");
  const { id: other } = await createArticle(db);
  expect(await restoreRevision(db, { ...verb, articleId: other, revision: first!.id })).toBe(false);
});

describe("a category", () => {
  test.each([
    [{ en: "Getting started" }, "getting-started"],
    [{ uk: "Рахунки", ru: "Счета" }, "scheta"],
    [{ en: "12 rules" }, "category-12-rules"],
    [{ en: "???" }, "category"],
  ])("%o has the address %s", async (names, slug) => {
    expect((await addNamedCategory(db, { names, now: 1 })).slug).toBe(slug);
  });

  test("keeps its address when it is renamed", async () => {
    const { id, slug } = await addNamedCategory(db, { names: { en: "Old name" }, now: 1 });
    await renameArticleCategory(db, { id, names: { en: "New name", uk: "Нова" }, now: 2 });
    const category = (await listArticleCategories(db)).find((one) => one.id === id);
    expect(category).toMatchObject({ slug, names: '{"en":"New name","uk":"Нова"}', changed_at: 2 });
  });

  test("moves one place", async () => {
    const before = (await listArticleCategories(db)).map(({ id }) => id);
    await moveArticleCategory(db, { id: before[1]!, by: -1, now: 3 });
    const after = (await listArticleCategories(db)).map(({ id }) => id);
    expect(after).toEqual([before[1], before[0], ...before.slice(2)]);
    await moveArticleCategory(db, { id: after[0]!, by: -1, now: 3 });
    expect((await listArticleCategories(db)).map(({ id }) => id)).toEqual(after);
  });
});

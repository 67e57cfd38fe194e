import { sql } from "kysely";
import { expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { lockArticle } from "~/articles/change-article.server.ts";
import { prepareArticle } from "~/articles/prepare-article.server.ts";
import { publishArticle, saveDraft } from "~/articles/write-article.server.ts";
import { openTestDatabase } from "../support/database.ts";
import { createArticle } from "../support/factories.ts";
import { onPostgres } from "../support/postgres.ts";
import { ORIGIN } from "../support/site.ts";

const db = await openTestDatabase();

async function write(verb: typeof saveDraft, id: number, body: string, now: number) {
  const facts = { title: "How to sign in", summary: "The short way in.", language: "en", category: "guides" };
  const text = await prepareArticle(db, { ...facts, body }, ORIGIN);
  return inTransaction(db, async (trx) => verb(trx, await lockArticle(trx, id), { text, agentId: null, now }));
}

async function isIndexed(id: number): Promise<boolean> {
  const { rows } =
    await sql`select 1 from search_articles where ${sql.ref(onPostgres ? "id" : "rowid")} = ${id}`.execute(db);
  return rows.length > 0;
}

test("a draft is in no index", async () => {
  const draft = await createArticle(db, { isDraft: true });
  expect(await isIndexed(draft.id)).toBe(false);
  expect(draft.first_published_at).toBeNull();
});

test("what is published is in the index", async () => {
  expect(await isIndexed((await createArticle(db)).id)).toBe(true);
});

test("a new draft of a published article changes nothing for readers", async () => {
  const article = await createArticle(db, { body: "As it was.", now: 1_000 });
  await write(saveDraft, article.id, "As it will be.", 2_000);
  expect(await inTransaction(db, (trx) => lockArticle(trx, article.id))).toEqual(article);
});

test("readers see a draft once it is published, and when that was", async () => {
  const article = await createArticle(db, { body: "As it was.", now: 1_000 });
  await write(saveDraft, article.id, "As it will be.", 2_000);
  const published = await write(publishArticle, article.id, "As it will be.", 3_000);
  expect(published).toMatchObject({ body: "As it will be.", changed_at: 3_000, public_changed_at: 3_000 });
  const revisions = await db
    .selectFrom("article_revisions")
    .select("body")
    .where("article_id", "=", article.id)
    .execute();
  expect(revisions.map(({ body }) => body)).toEqual(["As it was.", "As it will be."]);
});

test("publishing the same text again changes nothing", async () => {
  const article = await createArticle(db, { body: "As it was.", now: 1_000 });
  expect(await write(publishArticle, article.id, "As it was.", 2_000)).toEqual(article);
});

test("the sections of an article have ids of their own", async () => {
  const { html, contents } = await createArticle(db, { body: "## Ключи & права\n\n## Ключи & права\n\n### `a`" });
  expect(html).toContain('<h2 id="s-klyuchi-and-prava">');
  expect(JSON.parse(contents)).toEqual([
    { id: "s-klyuchi-and-prava", text: "Ключи & права", level: 2 },
    { id: "s-klyuchi-and-prava-2", text: "Ключи & права", level: 2 },
    { id: "s-a", text: "a", level: 3 },
  ]);
});

test("a link to the file of an article leads to its page", async () => {
  const { id, slug } = await createArticle(db, { slug: "keys" });
  const text = { title: "", summary: "", language: "en", category: "guides", body: "[a](keys.md#s-b), [c](gone.md)" };
  const { html, missing } = await prepareArticle(db, text, ORIGIN);
  expect(html).toContain(`<a href="/articles/${id}-${slug}#s-b">a</a>`);
  expect(missing).toEqual(["guides/gone"]);
});

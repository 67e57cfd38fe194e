import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { findInstantIndex, MOST_BYTES } from "~/articles/instant-index.server.ts";
import { fields, type InstantFile, packFile, type StemmedArticle, unpackPlaces } from "~/search/instant-file.ts";
import { readInstantIndex } from "~/search/instant-index.ts";
import { findInstantly } from "~/search/query-instant.ts";
import { languages, makeText } from "../../scripts/bench/made-up-words.ts";
import { openTestDatabase } from "../support/database.ts";
import { fillWithDocuments } from "./relevance/fill.ts";
import { measureInstant } from "./relevance/measure-instant.ts";

const db = await openTestDatabase();
await fillWithDocuments(db, Date.now());
const measured = await measureInstant(db);

test.each([...measured])("what people look for comes first: %s", (_, { reciprocalRank, recall, missed }) => {
  expect(reciprocalRank, missed.join("\n")).toBeGreaterThanOrEqual(0.9);
  expect(recall, missed.join("\n")).toBeGreaterThanOrEqual(0.95);
});

test("the file says of every stem where it stands, whatever the distance", () => {
  const articles = Array.from({ length: 2_000 }, (_, id): StemmedArticle => {
    const facts = { id, slug: "a", title: "A", summary: "", language: "en", original: id };
    const stems = { title: new Set([`t${id % 977}`]), head: new Set([`h${id % 47}`, "same"]), body: new Set(["c++"]) };
    if (id === 0 || id === 1_999) stems.body.add("far");
    return { ...facts, stems };
  });
  const places = unpackPlaces(JSON.parse(JSON.stringify(packFile(articles))) as InstantFile);
  const unpacked = articles.map(() => ({ title: new Set(), head: new Set(), body: new Set() }));
  for (const [stem, known] of places) {
    for (const field of fields) for (const place of known[field]) unpacked[place]?.[field].add(stem);
  }
  expect(unpacked).toEqual(articles.map(({ stems }) => stems));
  expect(unpackPlaces(packFile([])).size).toBe(0);
});

test("the file of 500 articles stays below 150 KB, and finds by words of their texts", async () => {
  const many = await openTestDatabase();
  await fillWithMadeUp(many, 500);
  const started = performance.now();
  const file = await findInstantIndex(many);
  const made = performance.now() - started;
  const json = String(file?.json);
  const bytes = gzipSync(json, { level: 9 }).length;
  const index = readInstantIndex(JSON.parse(json) as InstantFile);
  const read = performance.now() - started - made;
  const [first] = index.articles;
  const answer = findInstantly(index, { query: String(first?.title), locale: "en", limit: 8 });
  console.log(
    `500 articles: ${bytes} bytes after gzip, ${json.length} before, made in ${made.toFixed(0)} ms, read in ${read.toFixed(0)} ms`,
  );
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  expect(answer.articles[0]).toEqual(first);
});

test("without articles there is no file", async () => {
  expect(await findInstantIndex(await openTestDatabase())).toBe(null);
});

/** Articles of some 400 words. */
async function fillWithMadeUp(many: typeof db, count: number): Promise<void> {
  const now = Date.now();
  await inTransaction(many, async (trx) => {
    await trx
      .insertInto("article_categories")
      .values({ id: 1, slug: "all", names: "{}", position: 1, source_text: null, created_at: now, changed_at: now })
      .execute();
    for (let number = 0; number < count; number++) {
      const language = languages[number % languages.length] ?? "en";
      const words = (length: number) => makeText(language, length).text;
      const headings = [3, 4, 3].map((length) => ({ id: "x", level: 2, text: words(length) }));
      const html = headings.map(({ text }) => `<h2>${text}</h2><p>${words(130)}</p>`).join("");
      await trx
        .insertInto("articles")
        .values({
          ...{ category_id: 1, slug: `article-${number}`, language, position: number, title: words(6) },
          ...{ summary: words(14), body: "", html, contents: JSON.stringify(headings) },
          ...{ published_at: now, created_at: now, changed_at: now, public_changed_at: now },
        })
        .execute();
    }
  });
}

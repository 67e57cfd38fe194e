import type { Db } from "#db/client.ts";
import { idsIn } from "#db/ids-in.ts";
import { categoryName } from "~/articles/article-categories.server.ts";
import { isPublished } from "~/articles/visibility.server.ts";
import { textOf } from "~/markdown/excerpt.ts";
import type { Site } from "~/site/site.ts";
import type { Candidates } from "./query-candidates.server.ts";
import { type Asked, rank } from "./query-rank.ts";
import type { FoundArticle, Hit } from "./query-results.ts";
import { bestSnippet, markWords, type Sought, type Text } from "./query-snippet.ts";

const READ_HTML = 40_000;

/** Of two translations that fit alike, the one in the language of the query. */
const OWN_LANGUAGE = 0.4;

/**
 * Scores of candidates. The index holds only what strangers may read, and the rule is asked all the same.
 * @param language that of the query
 */
export async function scoreArticles(
  db: Db,
  { fits }: Candidates,
  asked: Asked,
  { language: wanted, now }: { language: string; now: number },
): Promise<Hit[]> {
  if (fits.size === 0) return [];
  const rows = await db
    .selectFrom("articles")
    .select(["articles.id", "title", "language", "translation_of_id", "articles.changed_at"])
    .where("articles.id", "in", idsIn([...fits.keys()]))
    .where(isPublished)
    .execute();
  return rows.map(({ id, title, language, translation_of_id, changed_at }) => {
    const facts = { kind: "article" as const, title, language, votes: 0, isAnswered: true, createdAt: changed_at };
    const score = rank({ ...facts, fit: fits.get(id) ?? 0 }, asked, now) + (language === wanted ? OWN_LANGUAGE : 0);
    return { kind: "article", id, score, original: translation_of_id ?? id };
  });
}

/** The hits without second translations of the same article; the first of them stays. */
export function withoutTranslations(hits: Hit[]): Hit[] {
  const originals = new Set<number>();
  return hits.filter(({ original }) => {
    if (original === undefined) return true;
    const isFirst = !originals.has(original);
    originals.add(original);
    return isFirst;
  });
}

/** The articles of a page of results, with the asked words marked where they stand. */
export async function describeArticles(db: Db, ids: number[], sought: Sought, site: Site): Promise<FoundArticle[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("articles")
    .innerJoin("article_categories", "article_categories.id", "articles.category_id")
    .select(["articles.id", "articles.slug", "title", "language", "summary", "html", "articles.changed_at"])
    .select(["names", "article_categories.slug as category_slug"])
    .where("articles.id", "in", idsIn(ids))
    .where(isPublished)
    .execute();
  return rows.map((row) => ({
    kind: "article",
    ...{ id: row.id, slug: row.slug, title: row.title, language: row.language, summary: row.summary },
    category: categoryName({ names: row.names, slug: row.category_slug }, site.locale),
    changedAt: row.changed_at,
    titleParts: markWords(row.title, sought, row.language),
    snippet: bestSnippet(textsOf(row), sought).parts,
  }));
}

/** Title, summary and text of each article, where phrases are looked for. */
export async function readArticles(db: Db, ids: number[]): Promise<Map<number, Text[]>> {
  const rows = await db
    .selectFrom("articles")
    .select(["articles.id", "title", "summary", "html", "language"])
    .where("articles.id", "in", idsIn(ids))
    .where(isPublished)
    .execute();
  return new Map(rows.map((row) => [row.id, [{ text: row.title, language: row.language }, ...textsOf(row)]]));
}

function* textsOf({ summary, html, language }: { summary: string; html: string; language: string }): Generator<Text> {
  yield { text: summary, language };
  yield { text: textOf(html.slice(0, READ_HTML)), language };
}

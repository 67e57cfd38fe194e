import { type Db, inTransaction, type Trx } from "#db/client.ts";
import type { ArticleRow } from "#db/schema.ts";
import { addArticleCategory, findArticleCategory } from "../article-categories.server.ts";
import { changeArticle, lockArticle } from "../change-article.server.ts";
import { type PreparedArticle, prepareArticle } from "../prepare-article.server.ts";
import { addArticle, newestRevision, publishArticle, saveDraft } from "../write-article.server.ts";
import type { ArticleFacts } from "./article-file.ts";
import type { ContentReport } from "./content-report.ts";
import { sourcePath } from "./file-place.ts";
import { describeArticle, findArticleAt, findKnownArticle, type KnownArticle } from "./known-articles.server.ts";
import type { ArticleStep, CategoryStep } from "./plan-content.server.ts";

/** A running site waits for its turn to write, so few at once: rows, and rows with their entries in the index. */
const ROWS = 50;
const ARTICLES = 4;

export interface Writing {
  siteOrigin: string;
  now: number;
  report: ContentReport;
  /** Stops between two transactions; the next import goes on. */
  signal?: AbortSignal;
}

export async function writeCategories(db: Db, steps: CategoryStep[], now: number): Promise<void> {
  if (steps.length === 0) return;
  await inTransaction(db, async (trx) => {
    for (const { work, file, facts, known } of steps) {
      const source = { path: sourcePath(file.origin, file.path), text: file.text };
      const { names, order: position } = facts;
      if (!known) {
        const isHere = await findArticleCategory(trx, file.category);
        if (!isHere) await addArticleCategory(trx, { slug: file.category, names, position, source, now });
        continue;
      }
      const change = { slug: file.category, names: JSON.stringify(names), position, changed_at: now };
      await trx
        .updateTable("article_categories")
        .set({ source_path: source.path, source_text: source.text, ...(work === "changed" && change) })
        .where("id", "=", known.id)
        .execute();
    }
  });
}

/** Writes what the files say. New articles get their rows first, so that every link finds the number it leads to. */
export async function writeArticles(db: Db, steps: ArticleStep[], writing: Writing): Promise<void> {
  const ready: (ArticleStep & { known: KnownArticle })[] = [];
  for (const some of inPortions(steps, ROWS)) {
    if (writing.signal?.aborted) return;
    ready.push(...(await inTransaction(db, (trx) => addRows(trx, some, writing.now))));
  }
  for (const some of inPortions(ready, ARTICLES)) {
    if (writing.signal?.aborted) return;
    const texts = await Promise.all(some.map((step) => prepare(db, step.facts, writing.siteOrigin)));
    const problems = await inTransaction(db, async (trx) => {
      const found: (string | undefined)[] = [];
      for (const [at, step] of some.entries()) {
        found.push(await writeOne(trx, step, texts[at] as PreparedArticle, writing.now));
      }
      return found;
    });
    for (const [at, step] of some.entries()) tell(step, problems[at], texts[at]?.missing ?? [], writing.report);
  }
}

function tell(
  { file, work }: ArticleStep,
  problem: string | undefined,
  missing: string[],
  report: ContentReport,
): void {
  if (problem) {
    report.problems.push(`${file.path}: ${problem}`);
    return;
  }
  if (work === "new") report.added += 1;
  else if (work === "alike") report.alike += 1;
  else report.updated += 1;
  for (const path of missing) report.notes.push(`${file.path} links to ${path}.md, which is not there`);
}

/** A text that took too long gets a second chance: the machine may have been busy. */
async function prepare(db: Db, facts: ArticleFacts, siteOrigin: string): Promise<PreparedArticle> {
  const text = await prepareArticle(db, facts, siteOrigin);
  return text.complete ? text : prepareArticle(db, facts, siteOrigin);
}

async function addRows(trx: Trx, steps: ArticleStep[], now: number) {
  const ready: (ArticleStep & { known: KnownArticle })[] = [];
  for (const step of steps) {
    const known = step.known ?? (await findKnownArticle(trx, step.file)) ?? (await addRow(trx, step, now));
    ready.push({ ...step, known });
  }
  return ready;
}

/** A draft without HTML, whose empty source says that it is not finished. */
async function addRow(trx: Trx, { file, facts }: ArticleStep, now: number): Promise<KnownArticle> {
  const category = await findArticleCategory(trx, file.category);
  if (!category) throw new Error(`the category ${file.category} went away meanwhile`);
  const row = await addArticle(trx, {
    categoryId: category.id,
    slug: file.slug,
    translationOfId: null,
    position: facts.order,
    text: { ...facts, html: "", contents: "[]", complete: false, missing: [] },
    agentId: null,
    source: { path: sourcePath(file.origin, file.path), text: "" },
    now,
  });
  return describeArticle(trx, row);
}

/** Returns what stands in the way, where something does. */
async function writeOne(
  trx: Trx,
  { file, facts, known, work }: ArticleStep & { known: KnownArticle },
  text: PreparedArticle,
  now: number,
): Promise<string | undefined> {
  const fresh = await lockArticle(trx, known.row.id);
  const isAsPlanned = JSON.stringify(fresh) === JSON.stringify(known.row);
  if (!isAsPlanned || (await newestRevision(trx, fresh.id))?.id !== known.newest.id) {
    return "it was changed on the site just now; import again";
  }
  if (work === "new" && fresh.source_text !== "") return "somebody else brought it in just now";
  const source = { source_path: sourcePath(file.origin, file.path), source_text: file.text };
  if (work === "alike") {
    await changeArticle(trx, fresh, source, now);
    return undefined;
  }
  if (!text.complete) {
    if (work === "new") await changeArticle(trx, fresh, { html: text.html, contents: text.contents }, now);
    return "it takes too long to render, so it is not published: make its lists, tables and quotes simpler";
  }
  const place = await findPlace(trx, facts, fresh);
  if (typeof place === "string") return place;
  const takenBack = facts.isDraft ? { published_at: null, published_revision_id: null } : {};
  const change = { ...place, slug: file.slug, position: facts.order, removed_at: null, ...takenBack, ...source };
  const article = await changeArticle(trx, fresh, change, now);
  const write = facts.isDraft ? saveDraft : publishArticle;
  await write(trx, article, { text, agentId: null, now });
  return undefined;
}

/** Its category and its original; or, as a string, why it cannot be there. */
async function findPlace(
  trx: Trx,
  facts: ArticleFacts,
  { id }: ArticleRow,
): Promise<Pick<ArticleRow, "category_id" | "translation_of_id"> | string> {
  const category = await findArticleCategory(trx, facts.category);
  if (!category) return `the category ${facts.category} has another name on the site now`;
  const here = await findArticleAt(trx, facts);
  if (here && here.id !== id) return `another article of the site has its place: give that one another slug`;
  if (facts.translationOf === null) return { category_id: category.id, translation_of_id: null };

  const [folder = "", slug = ""] = facts.translationOf.split("/");
  const original = await findArticleAt(trx, { category: folder, slug });
  if (!original || original.translation_of_id !== null) return `there is no ${facts.translationOf}.md to translate`;
  const others = await trx
    .selectFrom("articles")
    .select(["slug", "language", "translation_of_id"])
    .where("translation_of_id", "in", [id, original.id])
    .where("id", "!=", id)
    .where("removed_at", "is", null)
    .execute();
  if (others.some((other) => other.translation_of_id === id)) return "it has translations, so it cannot be one";
  const twin = others.find(({ language }) => language === facts.language);
  if (twin) return `${facts.translationOf}.md has a translation of this language already: ${twin.slug}`;
  return { category_id: category.id, translation_of_id: original.id };
}

export function* inPortions<One>(all: One[], size: number): Generator<One[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

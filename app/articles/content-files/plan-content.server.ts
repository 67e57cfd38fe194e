import type { Db } from "#db/client.ts";
import type { ArticleCategoryRow } from "#db/schema.ts";
import { type ArticleFacts, isSame, parseArticleFile, unknownKeys } from "./article-file.ts";
import { type CategoryFacts, parseCategoryFile } from "./category-file.ts";
import { compare } from "./compare.ts";
import { type ContentReport, describeConflict } from "./content-report.ts";
import { INDEX, sourcePaths, withoutOrigin } from "./file-place.ts";
import {
  describeArticle,
  describeCategory,
  findArticleAt,
  findKnownArticle,
  findKnownCategory,
  type KnownArticle,
} from "./known-articles.server.ts";
import { type ArticleFolder, type FoundFile, readFiles } from "./read-files.server.ts";

/** new: the site has nothing of it. changed: the file's text replaces the site's. alike: only the file is new. */
type Work = "new" | "changed" | "alike";

export interface ArticleStep {
  work: Work;
  file: FoundFile;
  facts: ArticleFacts;
  known?: KnownArticle;
}

export interface CategoryStep {
  work: Work;
  file: FoundFile;
  facts: CategoryFacts;
  known?: ArticleCategoryRow;
}

export interface ContentPlan {
  categories: CategoryStep[];
  /** Originals before their translations. */
  articles: ArticleStep[];
  /** Every file that was found. */
  paths: Set<string>;
}

/** Reads the files and finds out what is to be done about each. Writes nothing but the report. */
export async function planContent(
  db: Db,
  folders: readonly ArticleFolder[],
  { takeFiles, report }: { takeFiles: boolean; report: ContentReport },
): Promise<ContentPlan> {
  const plan: ContentPlan = { categories: [], articles: [], paths: new Set() };
  for await (const file of readFiles(folders, (line) => report.problems.push(line))) {
    plan.paths.add(file.path);
    if (await isUnchanged(db, file)) {
      report.unchanged += 1;
      continue;
    }
    try {
      if (file.slug === INDEX) await planCategory(db, file, { takeFiles, report, plan });
      else await planArticle(db, file, { takeFiles, report, plan });
    } catch (error) {
      report.problems.push(leftOut(file, error as Error));
    }
  }
  plan.articles = await withOriginals(db, plan.articles, report);
  return plan;
}

/** The quick way for nearly every file of nearly every start. */
async function isUnchanged(db: Db, { slug, path, text }: FoundFile): Promise<boolean> {
  const table = slug === INDEX ? "article_categories" : "articles";
  const row = await db
    .selectFrom(table)
    .select("id")
    .where("source_path", "in", sourcePaths(path))
    .where("source_text", "=", text)
    .executeTakeFirst();
  return row !== undefined;
}

interface Planning {
  takeFiles: boolean;
  report: ContentReport;
  plan: ContentPlan;
}

async function planCategory(db: Db, file: FoundFile, { takeFiles, report, plan }: Planning): Promise<void> {
  const facts = parseCategoryFile(file.text);
  const known = await findKnownCategory(db, file.path, file.category);
  if (!known) {
    plan.categories.push({ work: "new", file, facts });
    return;
  }
  const compared = compare({
    file,
    says: { ...facts, slug: file.category },
    site: known,
    has: { ...describeCategory(known), slug: known.slug },
    parse: (source) => ({ ...parseCategoryFile(source), slug: file.category }),
    isSame,
    isTouched: false,
  });
  const verdict = compared === "edited" && takeFiles ? "changed" : compared;
  if (verdict === "changed" || verdict === "alike") plan.categories.push({ work: verdict, file, facts, known });
  else if (verdict === "left") report.left += 1;
  else if (verdict === "edited") {
    const facts = { isAt: `${known.slug}/${INDEX}.md`, isRemoved: false, hasDraft: false, since: known.changed_at };
    report.conflicts.push(describeConflict({ path: file.path, cameFromFile: known.source_path !== null, ...facts }));
  }
}

async function planArticle(db: Db, file: FoundFile, { takeFiles, report, plan }: Planning): Promise<void> {
  const known = await findKnownArticle(db, file);
  const facts = parseArticleFile(file.text, file);
  if (!known) {
    const isComing = plan.categories.some(({ file: index }) => index.category === file.category);
    if (!isComing && !(await findKnownCategory(db, `${file.category}/${INDEX}.md`, file.category))) {
      throw new Error(`there is no ${file.category}/${INDEX}.md, which gives the category its names`);
    }
    plan.articles.push({ work: "new", file, facts });
    return;
  }
  const { row, newest } = known;
  const isRemoved = row.removed_at !== null;
  const hasDraft = row.published_at !== null && newest.id !== row.published_revision_id;
  const isStoppedAndEdited = row.source_text === "" && newest.agentId !== null;
  const compared = compare({
    file,
    says: facts,
    site: row,
    has: known.facts,
    parse: (source) => parseArticleFile(source, file),
    isSame,
    isTouched: isRemoved || hasDraft || isStoppedAndEdited,
  });
  // A text of the program that the team does not want stays away, and is not asked about again.
  const isUnwanted = isRemoved && file.origin === "program" && !takeFiles;
  const verdict = isUnwanted ? "left" : compared === "edited" && takeFiles ? "changed" : compared;
  if (verdict === "changed" || verdict === "alike") plan.articles.push({ work: verdict, file, facts, known });
  else if (verdict === "left") report.left += 1;
  else if (verdict === "edited") {
    const isAt = `${known.facts.category}/${row.slug}.md`;
    const since = newest.agentId === null ? row.public_changed_at : newest.createdAt;
    const edit = { path: file.path, isAt, isRemoved, hasDraft, cameFromFile: row.source_path !== null, since };
    report.conflicts.push(describeConflict(edit));
  }
}

/** Leaves out translations of what is not there; puts originals first. */
async function withOriginals(db: Db, steps: ArticleStep[], report: ContentReport): Promise<ArticleStep[]> {
  const coming = new Map(steps.map((step) => [withoutEnding(step.file.path), step.facts]));
  const kept: ArticleStep[] = [];
  for (const step of steps) {
    try {
      if (step.facts.translationOf !== null) {
        const original = coming.get(step.facts.translationOf) ?? (await findFacts(db, step.facts.translationOf));
        checkOriginal(step.facts, original);
      }
      kept.push(step);
      const slips = unknownKeys(step.file.text).map((key) => `\`${key}\``);
      if (slips.length > 0) report.notes.push(`${step.file.path}: nothing is done with ${slips.join(", ")}`);
    } catch (error) {
      report.problems.push(leftOut(step.file, error as Error));
    }
  }
  const isTranslation = ({ facts }: ArticleStep) => Number(facts.translationOf !== null);
  return kept.sort((one, other) => isTranslation(one) - isTranslation(other));
}

function checkOriginal({ translationOf, language }: ArticleFacts, original: ArticleFacts | undefined): void {
  if (!original) throw new Error(`there is no ${translationOf}.md, which it translates`);
  if (original.translationOf !== null) {
    throw new Error(`${translationOf}.md is a translation itself: name its original, ${original.translationOf}`);
  }
  if (original.language === language) {
    throw new Error(`${translationOf}.md, which it translates, has the same language, ${language}`);
  }
}

async function findFacts(db: Db, path: string): Promise<ArticleFacts | undefined> {
  const [category = "", slug = ""] = path.split("/");
  const row = await findArticleAt(db, { category, slug });
  return row && row.removed_at === null ? (await describeArticle(db, row)).facts : undefined;
}

const withoutEnding = (path: string) => path.slice(0, -".md".length);
const leftOut = ({ path }: FoundFile, { message }: Error) => `${path}: ${message}. It is left out`;

/** Articles that came from a folder like this one, but whose files are not in it any more. They stay. */
export async function listWithoutFile(db: Db, { paths }: ContentPlan, origin: string): Promise<string[]> {
  const rows = await db
    .selectFrom("articles")
    .select("source_path")
    .where("source_path", ">=", `${origin}/`)
    .where("source_path", "<", `${origin}0`)
    .where("removed_at", "is", null)
    .orderBy("source_path")
    .execute();
  return rows.map(({ source_path }) => withoutOrigin(source_path ?? "")).filter((path) => !paths.has(path));
}

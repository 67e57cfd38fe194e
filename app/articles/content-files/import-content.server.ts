import type { Db } from "#db/client.ts";
import { type ContentReport, emptyReport } from "./content-report.ts";
import { listWithoutFile, planContent } from "./plan-content.server.ts";
import type { ArticleFolder } from "./read-files.server.ts";
import { relinkArticles } from "./relink.server.ts";
import { writeArticles, writeCategories } from "./write-content.server.ts";

export interface ImportContent {
  /** Where two have a file of one name, the first wins. */
  folders: readonly ArticleFolder[];
  siteOrigin: string;
  now: number;
  /** Files replace what was edited on the site. */
  takeFiles?: boolean;
  /** Writes nothing. */
  isDryRun?: boolean;
  signal?: AbortSignal;
}

/**
 * Brings the articles of some folders in: new files, and files that have changed since they were read last. What was
 * edited on the site is left alone and told, unless `takeFiles`. Run again, it changes nothing.
 */
export async function importContent(db: Db, options: ImportContent): Promise<ContentReport> {
  const { folders, siteOrigin, now, takeFiles = false, isDryRun = false, signal } = options;
  const report = emptyReport();
  const plan = await planContent(db, folders, { takeFiles, report });
  report.steps = [...plan.categories, ...plan.articles].map(({ work, file }) => `${work}: ${file.path}`);
  if (folders.length === 1 && folders[0]) {
    const gone = await listWithoutFile(db, plan, folders[0].origin);
    if (gone.length > 0) report.notes.push(`These have no file any more and stay on the site: ${gone.join(", ")}`);
  }
  if (isDryRun || report.steps.length === 0 || signal?.aborted) return report;

  await writeCategories(db, plan.categories, now);
  await writeArticles(db, plan.articles, { siteOrigin, now, report, signal });
  const arrived = plan.articles.filter(({ work }) => work === "new").map(({ file }) => `${file.category}/${file.slug}`);
  if (arrived.length > 0) await relinkArticles(db, new Set(arrived), { siteOrigin, now, signal });
  return report;
}

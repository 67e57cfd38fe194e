/** npm run import -- content: articles from files. The site reads its own folders by itself when it starts. */
import { existsSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ContentReport } from "~/articles/content-files/content-report.ts";
import type { ArticleFolder } from "~/articles/content-files/read-files.server.ts";
import { printLines } from "./print-lines.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

interface Options {
  isDryRun: boolean;
  takeFiles: boolean;
}

/** Takes a folder that has `articles` in it, or is one. */
export async function importContentFrom(folder: string, { isDryRun, takeFiles }: Options): Promise<void> {
  // Settings make a secret where there is none, and a dry run leaves no trace.
  if (isDryRun) process.env.SECRET ||= "nothing is signed in a dry run, really";
  const { config } = await import("~/config.server.ts");
  const { isMissing } = await import("#db/address.ts");
  const { openDatabase, closeDatabase } = await import("#db/client.ts");
  const { migrate } = await import("#db/migrate.ts");
  const { importContent } = await import("~/articles/content-files/import-content.server.ts");
  const { stopMarkdownWorkers } = await import("~/markdown/render-markdown.server.ts");
  const { articleFolders } = await import("~/site/folders.server.ts");

  const within = join(folder, "articles");
  const from = asKnown(existsSync(within) ? within : folder, articleFolders);
  const isThere = !isMissing(config.databaseUrl);
  const trial = isDryRun && !isThere ? makeTemporaryFolder("trial") : undefined;
  if (!isDryRun) mkdirSync(dirname(config.databaseFile), { recursive: true });
  const db = openDatabase(trial ? join(trial, "glasno.sqlite") : config.databaseUrl);
  try {
    if (!isDryRun || trial) await migrate(db);
    const options = { folders: [from], siteOrigin: config.origin, now: Date.now(), takeFiles, isDryRun };
    print(await importContent(db, options), isDryRun);
  } catch (error) {
    if (!isDryRun || !/no such (table|column)|does not exist/.test(String(error))) throw error;
    throw new Error("The database is of an older version: start the site once, then try again");
  } finally {
    await stopMarkdownWorkers();
    await closeDatabase(db);
    if (trial) rmSync(trial, { recursive: true, force: true });
  }
}

/** The folders that the site reads at its start are those, by whatever way they are named. */
function asKnown(folder: string, known: readonly ArticleFolder[]): ArticleFolder {
  const real = realpathSync(folder);
  const found = known.find((one) => existsSync(one.folder) && realpathSync(one.folder) === real);
  return found ?? { origin: "import", folder };
}

function print(report: ContentReport, isDryRun: boolean): void {
  const { steps, conflicts, problems, notes, added, updated, unchanged, alike, left } = report;
  if (isDryRun) printLines("To be brought in", steps);
  printLines("Left alone, the site has another text", conflicts);
  printLines("Left out", problems);
  printLines("To look at", notes);
  if (isDryRun) console.log(`\n${unchanged} files as they were. A dry run: nothing was written`);
  else {
    const more = [
      [alike, "that the site agreed with"],
      [left, "that the site has its own of"],
      [conflicts.length, "left alone"],
      [problems.length, "left out"],
    ]
      .filter(([count]) => count !== 0)
      .map(([count, what]) => `, ${count} ${what}`);
    console.log(`\nArticles: ${added} new, ${updated} changed; ${unchanged} files as they were${more.join("")}`);
  }
}

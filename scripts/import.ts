/** npm run import: brings a forum or articles in. But for an export of Glasno, the site may go on running. */
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import type { Forum } from "~/imports/import.ts";
import { openStackExchange } from "~/imports/stackexchange/open-stack-exchange.server.ts";
import { importContentFrom } from "./import-content.ts";
import { importGlasnoFrom } from "./import-glasno.ts";
import { printLines } from "./print-lines.ts";

const forums = { stackexchange: openStackExchange };

const USAGE = `Usage: npm run import -- <format> <folder> [--dry-run] [--take-files]

  glasno          what \`npm run export -- <folder>\` wrote, into an empty site that stands still
  content         articles in Markdown, laid out like content: articles/<category>/<slug>.md
  stackexchange   a folder of the Stack Exchange data dump: Posts.xml, Comments.xml, Users.xml

  --dry-run       reads everything, says what was found and what has no place here, writes nothing
  --take-files    content only: the files replace what was edited on the site

Run again it adds nothing; stopped, it goes on where it was.`;

interface Arguments {
  format: keyof typeof forums | "content" | "glasno";
  folder: string;
  isDryRun: boolean;
  takeFiles: boolean;
}

function readArguments(): Arguments {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { "dry-run": { type: "boolean", default: false }, "take-files": { type: "boolean", default: false } },
    });
    const [format, folder, ...more] = positionals;
    if (!format || !folder) throw new Error("A format and a folder are needed");
    if (more.length > 0) throw new Error(`One folder at a time; ${more[0]} is too much`);
    if (!isFormat(format)) throw new Error(`The format ${format} is unknown`);
    const takeFiles = values["take-files"];
    if (takeFiles && format !== "content") throw new Error("--take-files goes with content only");
    return { format, folder, isDryRun: values["dry-run"], takeFiles };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

function isFormat(format: string): format is Arguments["format"] {
  return format === "content" || format === "glasno" || Object.hasOwn(forums, format);
}

function printReport({ report }: Forum): void {
  const found = Object.entries(report.found).map(([what, count]) => `${count} ${what}`);
  console.log(`Found ${found.join(", ")}`);
  printLines("Rows that cannot be read", report.broken);
  printLines("Rows that belong to nothing", report.orphans);
  printLines("Without a place here", report.notMapped);
}

/** A bar on a terminal, elsewhere a line every two seconds. */
function showProgress(): { onProgress(done: number, total: number): void; end(): void } {
  if (process.stderr.isTTY) {
    const bar = new SingleBar({ format: "{bar} {value} of {total} texts, {eta_formatted} to go", hideCursor: true });
    let isStarted = false;
    return {
      onProgress(done, total) {
        if (isStarted) bar.update(done);
        else bar.start(total, done);
        isStarted = true;
      },
      end: () => bar.stop(),
    };
  }
  let last = Date.now();
  return {
    onProgress(done, total) {
      if (Date.now() - last < 2_000) return;
      last = Date.now();
      console.log(`${done} of ${total} texts`);
    },
    end: () => undefined,
  };
}

async function write(forum: Forum): Promise<void> {
  // Not before it is needed: a dry run and wrong arguments leave no trace, and this makes the data folder.
  const { config } = await import("~/config.server.ts");
  const { openDatabase, closeDatabase } = await import("#db/client.ts");
  const { migrate } = await import("#db/migrate.ts");
  const { importForum } = await import("~/imports/import-forum.server.ts");
  const { stopPreparing } = await import("~/imports/prepare-texts.server.ts");
  const { stopMarkdownWorkers } = await import("~/markdown/render-markdown.server.ts");

  mkdirSync(dirname(config.databaseFile), { recursive: true });
  const db = openDatabase(config.databaseFile);
  await migrate(db);
  const { onProgress, end } = showProgress();
  const started = performance.now();
  const result = await importForum(db, forum, { site: config, now: Date.now(), onProgress }).finally(end);
  const seconds = (performance.now() - started) / 1000;

  console.log(
    `\nBrought in ${result.tickets} tickets and ${result.replies} replies in ${seconds.toFixed(1)} s; ` +
      `${result.alreadyHere} were here already`,
  );
  if (result.linksMoved > 0) console.log(`${result.linksMoved} texts link to what came in after them`);
  if (result.overLong > 0) console.log(`${result.overLong} texts are longer than a form takes; they are kept whole`);
  if (result.notRendered > 0) console.log(`${result.notRendered} texts are shown as they were typed for now`);
  await Promise.all([stopPreparing(), stopMarkdownWorkers()]);
  await closeDatabase(db);
}

async function importForumFrom(format: keyof typeof forums, folder: string, isDryRun: boolean): Promise<void> {
  const locale = isDryRun ? "en" : (await import("~/config.server.ts")).config.locale;
  const forum = forums[format](folder, { locale });
  printReport(forum);
  if (isDryRun) console.log("\nA dry run: nothing was written");
  else await write(forum);
  forum.close();
}

const { format, folder, isDryRun, takeFiles } = readArguments();
try {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`There is no folder ${folder}`);
  if (format === "content") await importContentFrom(folder, { isDryRun, takeFiles });
  else if (format === "glasno") await importGlasnoFrom(folder, { isDryRun });
  else await importForumFrom(format, folder, isDryRun);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

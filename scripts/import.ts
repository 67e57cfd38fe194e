/** npm run import: brings a forum or articles in. But for an export of Glasno, the site may go on running. */
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { z } from "zod";
import { openCsv } from "~/imports/csv/open-csv.server.ts";
import type { WordMap } from "~/imports/former-words.ts";
import type { Forum } from "~/imports/import.ts";
import { openStackExchange } from "~/imports/stackexchange/open-stack-exchange.server.ts";
import { openUserEcho } from "~/imports/userecho/open-userecho.server.ts";
import { count } from "./count.ts";
import { importContentFrom } from "./import-content.ts";
import { importGlasnoFrom } from "./import-glasno.ts";
import { printLines } from "./print-lines.ts";

const forums = { stackexchange: openStackExchange, userecho: openUserEcho, csv: openCsv };

const USAGE = `Usage: npm run import -- <format> <folder> [--dry-run] [--take-files] [--words <file>]

  glasno          what \`npm run export -- <folder>\` wrote, into an empty site that stands still
  content         articles in Markdown, laid out like content: articles/<category>/<slug>.md
  userecho        a folder of an unpacked UserEcho export: topics.json, comments.json, forums.json, users.json
  csv             a folder with posts.csv, and comments.csv, notes.csv, votes.csv; or a file of posts alone
  stackexchange   a folder of the Stack Exchange data dump: Posts.xml, Comments.xml, Users.xml

  --dry-run       reads everything, says what was found, who may read it and what has no place here, writes nothing
  --take-files    content only: the files replace what was edited on the site
  --words         userecho and csv: a file that says what the former forum's own words mean here, like
                  { "types": { "Tickets": "problem" }, "statuses": { "On hold": "needs_info" } }

Run again it adds nothing; stopped, it goes on where it was.`;

interface Arguments {
  format: keyof typeof forums | "content" | "glasno";
  folder: string;
  isDryRun: boolean;
  takeFiles: boolean;
  /** The path of a file. */
  words: string | undefined;
}

function readArguments(): Arguments {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        "dry-run": { type: "boolean", default: false },
        "take-files": { type: "boolean", default: false },
        words: { type: "string" },
      },
    });
    const [format, folder, ...more] = positionals;
    if (!format || !folder) throw new Error("A format and a folder are needed");
    if (more.length > 0) throw new Error(`One folder at a time; ${more[0]} is too much`);
    if (!isFormat(format)) throw new Error(`The format ${format} is unknown`);
    const takeFiles = values["take-files"];
    if (takeFiles && format !== "content") throw new Error("--take-files goes with content only");
    const { words } = values;
    if (words && format !== "userecho" && format !== "csv") throw new Error("--words goes with userecho and csv");
    return { format, folder, isDryRun: values["dry-run"], takeFiles, words };
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
  printLines("What the former forum's words become", report.mapped ?? []);
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
  const { stopInspector } = await import("~/files/inspector.server.ts");
  const { importForum } = await import("~/imports/import-forum.server.ts");
  const { stopPreparing } = await import("~/imports/prepare-texts.server.ts");
  const { stopMarkdownWorkers } = await import("~/markdown/render-markdown.server.ts");
  const { attachmentsFolder } = await import("~/site/folders.server.ts");

  mkdirSync(dirname(config.databaseFile), { recursive: true });
  const db = openDatabase(config.databaseUrl);
  await migrate(db);
  const { onProgress, end } = showProgress();
  const started = performance.now();
  const options = { site: config, filesFolder: attachmentsFolder, now: Date.now(), onProgress };
  const result = await importForum(db, forum, options).finally(end);
  const seconds = (performance.now() - started) / 1000;

  console.log(
    `\nBrought in ${count(result.tickets, "ticket")} and ${count(result.replies, "reply", "replies")} in ${seconds.toFixed(1)} s; ` +
      `${result.alreadyHere} were here already`,
  );
  if (result.linksMoved > 0) console.log(`${result.linksMoved} texts link to what came in after them`);
  if (result.overLong > 0) console.log(`${result.overLong} texts are longer than a form takes; they are kept whole`);
  if (result.notRendered > 0) console.log(`${result.notRendered} texts are shown as they were typed for now`);
  if (result.articles > 0) console.log(count(result.articles, "article"));
  if (result.files > 0) console.log(`${result.files} pictures and files`);
  printLines("Files that could not be taken", result.lostFiles);
  printLines("People of the team, with accounts that are switched off", result.newAccounts);
  stopInspector();
  await Promise.all([stopPreparing(), stopMarkdownWorkers()]);
  await closeDatabase(db);
}

const wordMap = z.strictObject({
  types: z.record(z.string(), z.string()).optional(),
  statuses: z.record(z.string(), z.string()).optional(),
});

function readWords(file: string | undefined): WordMap {
  if (!file) return {};
  try {
    return wordMap.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Error(
      `${file} cannot be read: it says { "types": { "…": "problem" }, "statuses": { "…": "needs_info" } }`,
    );
  }
}

/** Who answers for the team here is the team in the files too. Nobody, where there is no site yet. */
async function listTeamEmails(databaseUrl: string, isDryRun: boolean): Promise<Set<string>> {
  const { isMissing } = await import("#db/address.ts");
  if (isMissing(databaseUrl)) return new Set();
  const { openDatabase, closeDatabase } = await import("#db/client.ts");
  const { migrate } = await import("#db/migrate.ts");
  const { listPeople } = await import("~/people/agents.server.ts");
  const db = openDatabase(databaseUrl);
  try {
    if (!isDryRun) await migrate(db);
    return new Set((await listPeople(db)).map(({ email }) => email));
  } catch (error) {
    // An empty or an older database, which a dry run does not touch.
    if (/no such (table|column)|does not exist/.test(String(error))) return new Set();
    throw error;
  } finally {
    await closeDatabase(db);
  }
}

async function importForumFrom({
  format,
  folder,
  isDryRun,
  words,
}: Arguments & { format: keyof typeof forums }): Promise<void> {
  // Settings make a secret where there is none, and a dry run leaves no trace.
  if (isDryRun) process.env.SECRET ||= "nothing is signed in a dry run, really";
  const { config } = await import("~/config.server.ts");
  const teamEmails = await listTeamEmails(config.databaseUrl, isDryRun);
  const forum = forums[format](folder, { locale: config.locale, teamEmails, words: readWords(words) });
  printReport(forum);
  if (isDryRun) console.log("\nA dry run: nothing was written");
  else await write(forum);
  forum.close();
}

const { format, folder, isDryRun, takeFiles, words } = readArguments();
try {
  const given = statSync(folder, { throwIfNoEntry: false });
  if (!given?.isDirectory() && !(format === "csv" && given?.isFile())) throw new Error(`There is no folder ${folder}`);
  if (format === "content") await importContentFrom(folder, { isDryRun, takeFiles });
  else if (format === "glasno") await importGlasnoFrom(folder, { isDryRun });
  else await importForumFrom({ format, folder, isDryRun, takeFiles, words });
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

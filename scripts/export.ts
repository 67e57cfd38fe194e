/** npm run export: the articles as files, to the byte as their authors wrote them. The site may go on running. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { printLines } from "./print-lines.ts";

const USAGE = `Usage: npm run export -- <folder> [--force]

  Writes articles/<category>/<slug>.md; \`npm run import -- content <folder>\` reads them again.

  --force   also into a folder that has something in it: files of the same names are replaced, nothing is deleted`;

function readArguments(): { folder: string; isForced: boolean } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { force: { type: "boolean", default: false } },
    });
    const [folder, ...more] = positionals;
    if (!folder) throw new Error("A folder is needed");
    if (more.length > 0) throw new Error(`One folder at a time; ${more[0]} is too much`);
    return { folder, isForced: values.force };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function write(folder: string, isForced: boolean): Promise<void> {
  const { config } = await import("~/config.server.ts");
  const { closeDatabase, openDatabase } = await import("#db/client.ts");
  const { migrate } = await import("#db/migrate.ts");
  const { exportContent } = await import("~/articles/content-files/export-content.server.ts");
  if (!existsSync(config.databaseFile)) throw new Error(`There is no database ${config.databaseFile}`);
  const db = openDatabase(config.databaseFile);
  try {
    await migrate(db);
    const notes: string[] = [];
    let count = 0;
    for await (const { path, text, note } of exportContent(db)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { flag: isForced ? "w" : "wx" });
      if (note) notes.push(note);
      count += 1;
    }
    printLines("To look at", notes);
    console.log(`Wrote ${count} files to ${folder}`);
  } finally {
    await closeDatabase(db);
  }
}

const { folder, isForced } = readArguments();
try {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !isForced) {
    throw new Error(
      `${folder} has something in it: name a new folder, or add --force to replace files of the same names`,
    );
  }
  await write(folder, isForced);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

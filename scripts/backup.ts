/** npm run backup: everything the site has received, as one file. The site may go on running. */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { count } from "./count.ts";

const USAGE = `Usage: npm run backup -- <folder>

  Writes glasno-<time>.tar.gz into the folder, readable by its owner alone. npm run restore -- <file> brings it back.`;

function readFolder(): string {
  try {
    const [folder, ...more] = parseArgs({ allowPositionals: true, options: {} }).positionals;
    if (!folder) throw new Error("A folder is needed");
    if (more.length > 0) throw new Error(`One folder at a time; ${more[0]} is too much`);
    return folder;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function backUp(folder: string): Promise<void> {
  const { config } = await import("~/config.server.ts");
  const { programVersion } = await import("~/backups/daily-backups.server.ts");
  const { makeBackup } = await import("~/backups/make-backup.server.ts");
  const { needsFile } = await import("#db/address.ts");
  needsFile(config.databaseUrl, "Back it up with pg_dump, and the files and the secret in DATA_DIR beside it");
  if (!existsSync(config.databaseFile)) throw new Error(`There is no database ${config.databaseFile}`);
  const of = { ...config, version: programVersion() };
  const { file, size, manifest } = await makeBackup(of, { folder, now: Date.now() });
  const { tickets, replies, articles } = manifest.counts;
  for (const hash of manifest.missing) console.error(`A file that the forum names is not on the disk: ${hash}`);
  console.log(
    `Wrote ${file}: ${count(tickets, "ticket")}, ${count(replies, "reply", "replies")}, ` +
      `${count(articles, "article")}, ${count(manifest.files.length, "file")}, ` +
      `${(size / 1e6).toFixed(1)} MB`,
  );
}

const folder = readFolder();
try {
  await backUp(folder);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** npm run restore: brings a backup back. The site has to stand still; what was there is moved aside, not deleted. */
import { parseArgs } from "node:util";
import { count } from "./count.ts";

const USAGE = `Usage: npm run restore -- <file>

  Checks the backup, moves what is in the data folder into before-restore-<time> inside it, and puts the backup there.`;

function readFile(): string {
  try {
    const [file, ...more] = parseArgs({ allowPositionals: true, options: {} }).positionals;
    if (!file) throw new Error("A file is needed");
    if (more.length > 0) throw new Error(`One file at a time; ${more[0]} is too much`);
    return file;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function restore(file: string): Promise<void> {
  const { config } = await import("~/config.server.ts");
  const { needsFile } = await import("#db/address.ts");
  needsFile(config.databaseUrl, "Bring it back with pg_restore, and the files and the secret in DATA_DIR beside it");
  const { restoreBackup } = await import("~/backups/restore-backup.server.ts");
  const { manifest, movedTo } = await restoreBackup(file, { ...config, now: Date.now() });
  const { tickets, replies, articles } = manifest.counts;
  if (movedTo) console.log(`What was there lies in ${movedTo} now: delete it when you no longer need it`);
  console.log(
    `Restored ${config.dataDir} as of ${new Date(manifest.madeAt).toISOString()}: ` +
      `${count(tickets, "ticket")}, ${count(replies, "reply", "replies")}, ${count(articles, "article")}`,
  );
}

const file = readFile();
try {
  await restore(file);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

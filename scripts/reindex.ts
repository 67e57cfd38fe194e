/** npm run reindex: builds the search index anew, while the site may go on running. */
import { SingleBar } from "cli-progress";
import { isMissing } from "#db/address.ts";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";

if (process.argv.length > 2) {
  console.error("Usage: npm run reindex (it takes no arguments)");
  process.exit(2);
}

async function reindex(): Promise<void> {
  const { config } = await import("~/config.server.ts");
  const { rebuildIndex } = await import("~/search/rebuild-index.server.ts");
  if (isMissing(config.databaseUrl)) throw new Error(`There is no database ${config.databaseFile}`);
  const db = openDatabase(config.databaseUrl);
  // Without a terminal the last line says it all.
  const bar = new SingleBar({
    format: "{bar} {value} of {total} texts, {eta_formatted} to go",
    hideCursor: true,
    noTTYOutput: false,
  });
  try {
    await migrate(db);
    const started = performance.now();
    if (process.stderr.isTTY) bar.start(0, 0);
    const count = await rebuildIndex(db, {
      onProgress(done, total) {
        bar.setTotal(total);
        bar.update(done);
      },
    }).finally(() => bar.stop());
    if (count === undefined) throw new Error("Another rebuild has begun meanwhile; this one stops.");
    console.log(`Indexed ${count} tickets and articles in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } finally {
    await closeDatabase(db);
  }
}

try {
  await reindex();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

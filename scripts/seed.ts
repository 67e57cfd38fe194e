/** npm run seed: fills an empty forum with a small readable demo in the site's language. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";

const USAGE = "Usage: npm run seed (it takes no arguments; SITE_LOCALE chooses the language)";

if (process.argv.length > 2) {
  console.error(USAGE);
  process.exit(2);
}

async function seed(): Promise<void> {
  // Not before the arguments are known to be right: this makes the data folder.
  const { config } = await import("~/config.server.ts");
  const { isEmptyForum, seedForum } = await import("~/seed/seed-forum.server.ts");
  const { stopMarkdownWorkers } = await import("~/markdown/render-markdown.server.ts");
  const { welcomePath } = await import("~/urls.ts");

  mkdirSync(dirname(config.databaseFile), { recursive: true });
  const db = openDatabase(config.databaseUrl);
  try {
    await migrate(db);
    if (!(await isEmptyForum(db))) throw new Error("This forum is not empty: a demo would get mixed up with it.");
    const { tickets, agents, admin } = await seedForum(db, { site: config, now: Date.now() });
    console.log(`A demo of ${tickets} tickets, answered by ${agents} invented agents.`);
    if (admin) {
      console.log(`To sign in as ${admin.name}, once, within 7 days: ${config.origin}${welcomePath(admin.token)}`);
    }
  } finally {
    await stopMarkdownWorkers();
    await closeDatabase(db);
  }
}

try {
  await seed();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

import type { Db } from "#db/client.ts";
import { importContent } from "./import-content.server.ts";
import type { ArticleFolder } from "./read-files.server.ts";

interface Log {
  info(line: string): void;
  warn(line: string): void;
  error(facts: object, line: string): void;
}

interface StartContent {
  folders: readonly ArticleFolder[];
  siteOrigin: string;
  log: Log;
}

/** Reads the articles' files when the site starts. Whatever is wrong with them is a line of the log, and stops nothing. */
export function startContent(db: Db, { folders, siteOrigin, log }: StartContent): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const done = load(db, { folders, siteOrigin, log }, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function load(db: Db, { folders, siteOrigin, log }: StartContent, signal: AbortSignal): Promise<void> {
  try {
    const report = await importContent(db, { folders, siteOrigin, now: Date.now(), signal });
    const { added, updated, conflicts, problems, notes } = report;
    if (added + updated > 0) log.info(`articles: ${added} new, ${updated} changed`);
    for (const line of [...conflicts, ...problems, ...notes]) log.warn(line);
  } catch (error) {
    log.error({ err: error }, "the files of articles could not be read");
  }
}

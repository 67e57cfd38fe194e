import SqliteDatabase from "better-sqlite3";
import type { Database } from "./schema.ts";

/** Pages of 4 KB for each turn of the event loop: some milliseconds, between which others are answered. */
const PAGES_AT_ONCE = 256;

/** What is counted in a copy, for who wants to know what is in it. */
const COUNTED = ["tickets", "replies", "articles", "visitors", "agents", "attachments", "votes"] as const;

export interface CopiedDatabase {
  /** The migrations that it has seen, in their order. */
  schema: string[];
  counts: Record<string, number>;
  /** Hashes of the files that its rows name. */
  files: string[];
}

/**
 * Writes the database as it is at this moment into a new file, while others go on writing. The copy is one file that
 * needs no log beside it.
 */
export async function copyDatabase(file: string, to: string, signal?: AbortSignal): Promise<CopiedDatabase> {
  const source = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  try {
    // A reader that has begun sees one state; without this, each commit of another connection would begin the copy anew.
    source.exec("begin");
    source.prepare("select count(*) from sqlite_master").get();
    await source.backup(to, {
      progress() {
        signal?.throwIfAborted();
        return PAGES_AT_ONCE;
      },
    });
  } finally {
    source.close();
  }
  return readCopy(to);
}

function readCopy(file: string): CopiedDatabase {
  const copy = new SqliteDatabase(file);
  try {
    copy.pragma("journal_mode = DELETE");
    const names = copy.prepare("select name from kysely_migration order by name").pluck().all() as string[];
    const files = copy
      .prepare("select hash from attachments union select small_hash from attachments where small_hash is not null")
      .pluck()
      .all() as string[];
    const count = (table: keyof Database) => copy.prepare(`select count(*) from ${table}`).pluck().get() as number;
    return { schema: names, counts: Object.fromEntries(COUNTED.map((table) => [table, count(table)])), files };
  } finally {
    copy.close();
  }
}

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import { either } from "#db/either.ts";
import { collectFiles } from "~/files/collect-files.server.ts";
import { storedFile } from "~/files/file-store.server.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Counts that are not those of the rows, texts without their place in the index, work that was left: a line each. */
export async function findWrong(db: Db, dueBefore = Date.now()): Promise<string[]> {
  const checks: [string, ReturnType<typeof sql<{ id: number | string }>>][] = [
    ["the counts of ticket", wrongCounts],
    ["the number of tickets by kind, status and category", wrongTotals],
    ...["search_tickets", "search_ticket_titles"].map((table) => notIndexed(table, "tickets", LISTED)),
    ...["search_articles", "search_article_titles"].map((table) => notIndexed(table, "articles", PUBLISHED)),
    ["work that is due and not done", sql`select name as id from jobs where run_at < ${dueBefore}`],
    // "not yet" is no failure: somebody was reading, and it comes again.
    ["work that failed", sql`select name || ': ' || last_error as id from jobs where last_error <> 'not yet'`],
  ];
  const found: string[] = [];
  for (const [what, query] of checks) {
    for (const { id } of (await query.execute(db)).rows) found.push(`${what} ${id}`);
  }
  return found;
}

const LISTED = "visibility = 'public' and moderation <> 'held' and removed_at is null and merged_into_id is null";
const PUBLISHED = "published_at is not null and removed_at is null";

const wrongCounts = sql<{ id: number }>`
  select id from tickets where
    vote_count <> base_votes + (select count(*) from votes where target = 'ticket' and target_id = tickets.id)
    or reply_count <> (select count(*) from replies where ticket_id = tickets.id and removed_at is null
      and kind <> 'note' and moderation = 'published')`;

const recount = sql`select kind, status, phase, coalesce(category_id, 0), count(*) from tickets
  where ${sql.raw(LISTED)} group by 1, 2, 3, 4`;
const counts = sql`select kind, status, phase, category_id, count from ticket_counts where count <> 0`;
const wrongTotals = sql<{ id: string }>`select kind || ' ' || status as id from (
  select * from (${recount} except ${counts}) union select * from (${counts} except ${recount}))`;

/** What is only in one of the two: the rows that belong in the index, and the index. */
function notIndexed(table: string, of: string, which: string): [string, ReturnType<typeof sql<{ id: number }>>] {
  const rows = sql`select id from ${sql.table(of)} where ${sql.raw(which)}`;
  const entries = either(sql`select id from ${sql.table(`${table}_docsize`)}`, sql`select id from ${sql.table(table)}`);
  const query = sql<{ id: number }>`select * from (${rows} except ${entries})
    union select * from (${entries} except ${rows})`;
  return [`in ${table} stands wrongly, or is missing,`, query];
}

/** Rows whose file is not on the disk or is another one; and, where somebody has tidied up, files that no row names. */
export async function findWrongFiles(db: Db, dataDir: string, { afterTidying = false } = {}): Promise<string[]> {
  const folder = path.join(dataDir, "files");
  if (afterTidying) await collectFiles(db, { folder, now: Date.now() + 3 * DAY_MS });
  const rows = await db.selectFrom("attachments").select(["id", "hash", "small_hash"]).execute();
  const found: string[] = [];
  for (const { id, hash, small_hash } of rows) {
    for (const named of [hash, small_hash]) {
      if (named && !isStored(folder, named)) found.push(`file ${id} has a row only`);
    }
  }
  if (!afterTidying) return found;
  const named = new Set(rows.flatMap(({ hash, small_hash }) => [hash, small_hash]));
  const stored = listStored(folder).filter((hash) => !named.has(hash));
  return [...found, ...stored.map((hash) => `file ${hash} has no row`)];
}

function isStored(folder: string, hash: string): boolean {
  const file = storedFile(folder, hash);
  return existsSync(file) && createHash("sha256").update(readFileSync(file)).digest("hex") === hash;
}

function listStored(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /^[0-9a-f]{2}$/.test(name) || name === "unfinished");
  return names.flatMap((name) => readdirSync(path.join(folder, name)));
}

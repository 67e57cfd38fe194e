import type { Client } from "pg";
import { loadPg } from "#db/dialects/postgres.ts";
import { written } from "~/search/engine-postgres.server.ts";
import type { IndexEntry } from "~/search/entry.ts";
import { fullTable, titleTable, VOTED_TABLE, votedEntry } from "~/search/index-names.ts";
import { COUNTS } from "./made-up-forum.ts";
import { madeUpRows, type Size } from "./made-up-rows.ts";

/** For whoever makes indexes of a million rows, until the connection ends. */
const SETTINGS = ["maintenance_work_mem = '1GB'", "synchronous_commit = off", "max_parallel_maintenance_workers = 2"];

/** The same as fillForum for a migrated database of PostgreSQL: the indexes are made at the end, each in one go. */
export async function fillPostgres(
  url: string,
  size: Size,
  onProgress: (done: number) => void = () => {},
): Promise<void> {
  const db = new (loadPg().Client)({ connectionString: url });
  await db.connect();
  try {
    for (const setting of SETTINGS) await db.query(`set ${setting}`);
    await withoutIndexes(db, TABLES, async () => {
      for (const { rows, kind, entries, done } of madeUpRows(size)) {
        for (const [table, some] of Object.entries(rows)) await addRows(db, table, some);
        await addEntries(db, fullTable(kind), entries);
        await addEntries(
          db,
          titleTable(kind),
          entries.map((entry) => ({ ...entry, body: "" })),
        );
        const voted = entries.filter(({ level }) => level > 0);
        await addEntries(
          db,
          VOTED_TABLE,
          voted.map((entry) => ({ ...entry, id: votedEntry(entry.id, entry.level) })),
        );
        onProgress(done);
      }
    });
    await db.query(COUNTS);
    // The rows brought their numbers along.
    for (const table of ["tickets", "articles", "article_categories"])
      await db.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`);
    await db.query("vacuum analyze");
  } finally {
    await db.end();
  }
}

const TABLES = ["tickets", "replies", "articles", fullTable("ticket"), titleTable("ticket"), VOTED_TABLE].concat(
  fullTable("article"),
  titleTable("article"),
);

/** As one parameter: a statement takes at most 65,535. */
async function addRows(db: Client, table: string, rows: object[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0] ?? {}).join(", ");
  const statement = `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1)`;
  await db.query(statement, [JSON.stringify(rows)]);
}

async function addEntries(db: Client, table: string, entries: IndexEntry[]): Promise<void> {
  await addRows(
    db,
    table,
    entries.map((entry) => ({ id: entry.id, ...written(entry) })),
  );
}

async function withoutIndexes(db: Client, tables: string[], fill: () => Promise<void>): Promise<void> {
  const { rows } = await db.query<{ name: string; made: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index
      where indrelid = any ($1::text[]::regclass[]) and not indisunique`,
    [tables],
  );
  for (const { name } of rows) await db.query(`drop index ${name}`);
  await fill();
  for (const { made } of rows) await db.query(made);
}

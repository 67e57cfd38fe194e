import { CompiledQuery, sql } from "kysely";
import type { Trx } from "#db/client.ts";
import type { Term } from "./analysis.ts";
import type { Engine, Match } from "./engine.ts";
import { HIGHEST_LEVEL } from "./entry.ts";
import { fullTable, ID_BITS, TICKET_MASK, titleTable, VOTED_TABLE, votedEntry } from "./index-names.ts";

/** SQLite's FTS5, see db/migrations/0002-search.ts. */
export const fts5: Engine = {
  /** Statement by statement, as many rows of one take SQLite longer. */
  async insert(trx, kind, suffix, entries) {
    const insert = (table: string, columns: string) => {
      const values = columns.replace(/\w+/g, "?");
      const statement = `insert or replace into ${table}${suffix} (${columns}) values (${values})`;
      return (...parameters: unknown[]) => trx.executeQuery(CompiledQuery.raw(statement, parameters));
    };
    const full = insert(fullTable(kind), "rowid, title, body");
    const titles = insert(titleTable(kind), "rowid, title");
    const voted = insert(VOTED_TABLE, "rowid, title, body");
    for (const { id, title, body } of entries) {
      await full(id, title, body);
      await titles(id, title);
    }
    if (kind !== "ticket") return;
    const levelled = entries.filter(({ level }) => level > 0);
    // In their order: the engine writes out what it has gathered when a number is lower than the last.
    levelled.sort((one, other) => one.level - other.level || one.id - other.id);
    for (const { id, level, title, body } of levelled) await voted(votedEntry(id, level), title, body);
  },

  async remove(trx, table, id) {
    await sql`delete from ${sql.table(table)} where rowid = ${id}`.execute(trx);
  },

  async removeVoted(trx, table, ids) {
    await sql`delete from ${sql.table(table)} where rowid in (
      select (levels.value << ${sql.lit(ID_BITS)}) + ids.value
      from json_each(${JSON.stringify(ids)}) as ids, json_each(${levels}) as levels
    )`.execute(trx);
  },

  async hasTable(db, table) {
    const { rows } = await sql`select 1 from sqlite_master where name = ${table}`.execute(db);
    return rows.length > 0;
  },

  /** One transaction writes at a time. */
  async holdTables() {},

  async makeAlike(trx, table, name) {
    const { rows } = await sql<{ sql: string }>`select sql from sqlite_master where name = ${table}`.execute(trx);
    await sql.raw(String(rows[0]?.sql).replace(/^(create virtual table )\S+/i, `$1"${name}"`)).execute(trx);
  },

  /** Moves with every table that is made or dropped. */
  async tablesVersion(trx: Trx) {
    const { rows } = await sql<{ schema_version: number }>`pragma schema_version`.execute(trx);
    return rows[0]?.schema_version ?? 0;
  },

  async count(db, name, terms, { most }) {
    const table = sql.table(name);
    const count = async (term: Term) => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from (select 1 from ${table} where ${table} match ${options(term)} limit ${sql.lit(most)})
      `.execute(db);
      return rows[0]?.count ?? 0;
    };
    return Promise.all(terms.map(count));
  },

  async listBest(db, name, { match, titleWeight, most, isIn }) {
    const table = sql.table(name);
    const { rows } = await sql<{ id: number; score: number }>`
      select rowid as id, bm25(${table}, ${sql.lit(titleWeight)}, 1) as score
      from ${table} where ${table} match ${question(match)} ${isIn ? sql`and ${isIn(sql`${table}.rowid`)}` : sql``}
      order by score limit ${sql.lit(most)}`.execute(db);
    return rows;
  },

  async listLast(db, name, { match, most, filter }) {
    const table = sql.table(name);
    const id = name === VOTED_TABLE ? sql<number>`(rowid & ${sql.lit(TICKET_MASK)})` : sql<number>`rowid`;
    const last = sql<{ id: number }>`select ${id} as id from ${table} where ${table} match ${question(match)}
      order by rowid desc limit ${sql.lit(filter?.among ?? most)}`;
    const among =
      filter &&
      sql<{ id: number }>`select id from (${last}) as last
      where ${filter.isIn(sql`last.id`)} limit ${sql.lit(most)}`;
    const { rows } = await (among ?? last).execute(db);
    return rows.map((row) => row.id);
  },

  /** By windows on the words of the index, see db/migrations/0006-search-voted.ts. */
  async listStems(db, kind, { start, most, others }) {
    const words = sql.table(`search_${kind}_words`);
    const { rows } = await sql<{ term: string; documents: number }>`
      select term, doc as documents from (select term, doc from ${words}
        where term >= ${start} and term < ${`${start}\u{10ffff}`} limit ${sql.lit(most)})
      union all
      select term, doc from json_each(${JSON.stringify(others)}) cross join ${words} where term = json_each.value
    `.execute(db);
    return rows;
  },
};

const levels = JSON.stringify(Array.from({ length: HIGHEST_LEVEL }, (_, below) => below + 1));

/** FTS5's query for one word. Stems hold letters, digits and . _ + # - only, so quoting them is enough. */
function options({ stems, word }: Term, isBeginning = false): string {
  const quoted = stems.map((stem) => `"${stem}"`);
  if (isBeginning) quoted.push(`"${word}" *`);
  return `(${quoted.join(" OR ")})`;
}

function question({ lists, beginning }: Match): string {
  return lists.map((list) => `(${list.map((term) => options(term, term === beginning)).join(" AND ")})`).join(" OR ");
}

import { type RawBuilder, sql } from "kysely";
import type { Db, Trx } from "#db/client.ts";
import { idsIn } from "#db/ids-in.ts";
import type { Term } from "./analysis.ts";
import type { Engine, Match } from "./engine.ts";
import { HIGHEST_LEVEL, type IndexEntry } from "./entry.ts";
import { fullTable, TICKET_MASK, titleTable, VOTED_TABLE, votedEntry, writtenTable } from "./index-names.ts";
import { findFacts, inverseFrequency } from "./postgres-bm25.server.ts";

/** PostgreSQL's tsvector, see createSearchTable in db/migrations/column-types.ts. */
export const tsvector: Engine = {
  async insert(trx, kind, suffix, entries) {
    if (entries.length === 0) return;
    const rows = entries.map((entry) => ({ id: entry.id, ...written(entry) }));
    await put(trx, fullTable(kind) + suffix, rows);
    const titles = entries.map(({ id, title }) => ({ id, ...written({ title, body: "" }) }));
    await put(trx, titleTable(kind) + suffix, titles);
    if (kind !== "ticket") return;
    const voted = entries.filter(({ level }) => level > 0);
    await put(
      trx,
      VOTED_TABLE + suffix,
      voted.map((entry) => ({ id: votedEntry(entry.id, entry.level), ...written(entry) })),
    );
  },

  async remove(trx, table, id) {
    await sql`delete from ${sql.table(table)} where id = ${id}`.execute(trx);
  },

  async removeVoted(trx, table, ids) {
    const entries = ids.flatMap((id) => Array.from({ length: HIGHEST_LEVEL }, (_, below) => votedEntry(id, below + 1)));
    await sql`delete from ${sql.table(table)} where id in ${idsIn(entries)}`.execute(trx);
  },

  /** By the system's own look at its tables: a row of its catalogue would be that of the transaction's beginning. */
  async hasTable(db, table) {
    const { rows } = await sql`select 1 where to_regclass(${table}) is not null`.execute(db);
    return rows.length > 0;
  },

  async holdTables(trx, kind, against) {
    const mode = sql.raw(against === "writes" ? "share row exclusive" : "row exclusive");
    await sql`lock table ${sql.table(fullTable(kind))} in ${mode} mode`.execute(trx);
  },

  async makeAlike(trx, table, name) {
    await sql`create table ${sql.table(name)} (like ${sql.table(table)} including all)`.execute(trx);
  },

  async tablesVersion(trx, kind) {
    const { rows } = await sql<{ version: number }>`
      select coalesce(to_regclass(${writtenTable(kind)})::oid::bigint, 0) as version`.execute(trx);
    return rows[0]?.version ?? 0;
  },

  /** Rare words are counted, in one statement: each statement takes a way to the server. Of common ones it is known. */
  async count(db, name, terms, { most, now }) {
    if (terms.length === 0) return [];
    const { common } = await findFacts(db, name, now);
    const known = terms.map(({ stems }) => stems.reduce((sum, stem) => sum + (common.get(stem) ?? 0), 0));
    const rare = terms.filter((_, at) => (known[at] ?? 0) < CERTAIN);
    if (rare.length === 0) return known.map((count) => Math.min(most, count));
    const counts = rare.map((term) => countOf(name, options(term), most));
    const { rows } = await sql<{ counts: number[] }>`select json_build_array(${sql.join(counts)}) as counts`.execute(
      db,
    );
    const counted = rows[0]?.counts ?? [];
    return terms.map((term, at) => {
      const place = rare.indexOf(term);
      return place < 0 ? Math.min(most, known[at] ?? 0) : (counted[place] ?? 0);
    });
  },

  /** bm25 as FTS5 counts it, so that both databases show the same first. */
  async listBest(db, name, { match, titleWeight, most, isIn, now }) {
    const table = sql.table(name);
    const stems = [...new Set(match.lists.flat().flatMap((term) => term.stems))];
    const { documents, length, common } = await findFacts(db, name, now);
    const worths = stems.map((stem) => {
      const count = common.get(stem) ?? 0;
      const having = count < CERTAIN ? countOf(name, quoted(stem), MOST_COUNTED) : sql.lit(count);
      return inverseFrequency(documents, having);
    });
    const times = stems.map((stem) => {
      const has = (weight: "A" | "B") =>
        sql`case when whole @@ ${`${quoted(stem)}:${weight}`}::tsquery then 1 else 0 end`;
      return sql`${sql.lit(titleWeight)} * ${has("A")} + ${has("B")}`;
    });
    const scores = stems.map((_, at) => {
      const [worth, times] = [sql.ref(`worths.n${at}`), sql.ref(`times.n${at}`)];
      return sql`${worth} * ${times} * 2.2 / (${times} + 1.2 * (0.25 + 0.75 * length / ${sql.lit(length)}))`;
    });
    // What is joined with nothing is unpacked once, and not for each look at it; "offset 0" keeps it that way.
    const { rows } = await sql<{ id: number; score: number }>`
      with worths as materialized (select ${numbered(worths)})
      select id, -(${sql.join(scores, sql` + `)})::float8 as score
      from (select id, length, stems || ''::tsvector as whole from ${table}
          where stems @@ ${question(match)}::tsquery ${isIn ? sql`and ${isIn(sql`${table}.id`)}` : sql``} offset 0) as found,
        lateral (select ${numbered(times)} offset 0) as times, worths
      order by score, id limit ${sql.lit(most)}`.execute(db);
    return rows;
  },

  /**
   * The planner believes of a word that it does not know that thousands have it, and reads the whole table from its end
   * for it. So it is said here: what is common is soon found among the last entries, all else in the index.
   */
  async listLast(db, name, { match, most, filter, now }) {
    const enough = filter?.among ?? most;
    const table = sql.table(name);
    const id = name === VOTED_TABLE ? sql<number>`(id & ${sql.lit(TICKET_MASK)})` : sql<number>`id`;
    const list = async (from: RawBuilder<unknown>) => {
      const last = sql<{ id: number }>`select ${id} as id, id as entry from ${from}
        order by entry desc limit ${sql.lit(enough)}`;
      const among =
        filter &&
        sql<{ id: number }>`select id from (${last}) as last
        where ${filter.isIn(sql`last.id`)} order by entry desc limit ${sql.lit(most)}`;
      const { rows } = await (among ?? last).execute(db);
      return rows.map((row) => row.id);
    };
    const fits = sql`stems @@ ${question(match)}::tsquery`;
    const { documents, common } = await findFacts(db, name, now);
    const share = shareOf(match, documents, common);
    if (share * share * documents > MANY) {
      const newest = sql.lit(Math.min(MOST_READ, Math.ceil((MARGIN * enough) / share)));
      const found = await list(
        sql`(select id, stems from ${table} order by id desc limit ${newest}) as newest where ${fits}`,
      );
      if (found.length >= most) return found;
    }
    return list(sql`(select id from ${table} where ${fits} offset 0) as fitting`);
  },

  async listStems(db, kind, { start, most, others }) {
    const table = sql.table(kind === "ticket" ? titleTable(kind) : fullTable(kind));
    const among = JSON.stringify(others);
    const any = [start, ...others].map((stem, at) => (at === 0 ? `${quoted(stem)}:*` : quoted(stem)));
    const having = (asked: string) => sql`(select stems
      from (select stems from ${table} where stems @@ ${asked}::tsquery offset 0) as fitting
      limit ${sql.lit(most)}) as chosen, unnest(stems) as stem`;
    const asked = sql<{ term: string; documents: number }>`
      (select lexeme as term, count(*) as documents from ${having(any[0] ?? "")}
        where starts_with(lexeme, ${start}) group by lexeme order by lexeme collate "C")
      union all
      (select lexeme, count(*) from ${having(any.slice(1).join(" | "))}
        where lexeme in (select json_array_elements_text(${among}::json)) group by lexeme)`;
    const { rows } = await byIndexes(db, (connection) => asked.execute(connection));
    return rows;
  },
};

/** Places are not told apart, only title (A) and body (B): phrases are looked for in the texts. */
export function written({ title, body }: Pick<IndexEntry, "title" | "body">): { stems: string; length: number } {
  const [inTitle, inBody] = [title, body].map((text) => new Set(text.split(" ").filter(Boolean))) as [
    Set<string>,
    Set<string>,
  ];
  const stems = [...new Set([...inTitle, ...inBody])].map((stem) => {
    const places = [inTitle.has(stem) && "1A", inBody.has(stem) && "2B"].filter(Boolean);
    return `${quoted(stem)}:${places.join(",")}`;
  });
  return { stems: stems.join(" "), length: inTitle.size + inBody.size };
}

async function put(trx: Trx, table: string, rows: { id: number; stems: string; length: number }[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into ${sql.table(table)} (id, stems, length)
    select id, stems::tsvector, length
    from json_to_recordset(${JSON.stringify(rows)}::json) as written (id bigint, stems text, length integer)
    on conflict (id) do update set stems = excluded.stems, length = excluded.length`.execute(trx);
}

const MOST_COUNTED = 10_000;
/** From so many on a word is as common as the planner believes. */
const CERTAIN = 100;

/** For hundreds of words that are hardly there, where the planner would read the whole table. */
async function byIndexes<Result>(db: Db, ask: (connection: Db) => Promise<Result>): Promise<Result> {
  return db.connection().execute(async (connection) => {
    await sql`set enable_seqscan = off`.execute(connection);
    try {
      return await ask(connection);
    } finally {
      await sql`reset enable_seqscan`.execute(connection);
    }
  });
}

/** Entries that are read from the end of a table, where so many should be enough for what is wanted, and at most. */
const MARGIN = 4;
const MOST_READ = 30_000;
/** Where the square of a share of the entries is more, reading from the end is the shorter way; measured. */
const MANY = 10;

/** Which share of the entries may fit, as far as their words are common. */
function shareOf({ lists, beginning }: Match, documents: number, common: Map<string, number>): number {
  const countOf = (term: Term) => {
    let count = term.stems.reduce((sum, stem) => sum + (common.get(stem) ?? 0), 0);
    if (term === beginning) for (const [stem, more] of common) if (stem.startsWith(term.word)) count += more;
    return Math.min(1, count / Math.max(documents, 1));
  };
  const shares = lists.map((list) => list.reduce((share, term) => share * countOf(term), 1));
  return Math.min(
    1,
    shares.reduce((sum, share) => sum + share, 0),
  );
}

const numbered = (values: RawBuilder<unknown>[]) =>
  sql.join(values.map((value, at) => sql`${value} as ${sql.ref(`n${at}`)}`));

/** By the index, whatever the planner believes: see listLast. */
const countOf = (name: string, asked: string, most: number) =>
  sql<number>`(select count(*) from (select 1 from (select 1 from ${sql.table(name)}
    where stems @@ ${asked}::tsquery offset 0) as fitting limit ${sql.lit(most)}) as chosen)`;

const quoted = (stem: string) => `'${stem.replace(/['\\]/g, "$&$&")}'`;

function options({ stems, word }: Term, isBeginning = false): string {
  const all = stems.map(quoted);
  if (isBeginning) all.push(`${quoted(word)}:*`);
  return `(${all.join(" | ")})`;
}

function question({ lists, beginning }: Match): string {
  return lists.map((list) => `(${list.map((term) => options(term, term === beginning)).join(" & ")})`).join(" | ");
}

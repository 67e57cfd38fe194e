import { type RawBuilder, sql } from "kysely";
import type { Db, Trx } from "#db/client.ts";
import { idsIn } from "#db/ids-in.ts";
import type { Engine } from "./engine.ts";
import { HIGHEST_LEVEL, type IndexEntry } from "./entry.ts";
import { fullTable, TICKET_MASK, titleTable, VOTED_TABLE, votedEntry, writtenTable } from "./index-names.ts";
import { lastBlocks, stemsOf } from "./postgres-blocks.server.ts";
import { CERTAIN, commonOf, countEach, knownOf, sharesOf } from "./postgres-counts.server.ts";
import { findFacts } from "./postgres-facts.server.ts";
import { options, question, quoted } from "./postgres-question.ts";

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
    const facts = await findFacts(db, name, now);
    const asked = terms.filter(({ stems }) => commonOf(stems, facts) < CERTAIN).map((term) => options(term));
    await countEach(db, name, asked, facts);
    return terms.map((term) => Math.min(most, knownOf(term, facts) ?? 0));
  },

  /** bm25 as FTS5 counts it, so that both databases show the same first. */
  async listBest(db, name, { match, titleWeight, most, isIn, now }) {
    const table = sql.table(name);
    const stems = [...new Set(match.lists.flat().flatMap((term) => term.stems))];
    const facts = await findFacts(db, name, now);
    const { documents, length } = facts;
    const terms = stems.map((stem) => ({ stems: [stem], word: stem }));
    const unknown = terms.filter((term) => knownOf(term, facts) === undefined).map((term) => options(term));
    await countEach(db, name, unknown, facts);
    const worths = terms.map((term) => inverseFrequency(documents, knownOf(term, facts) ?? 0));
    const times = stems.map((stem) => {
      const has = (weight: "A" | "B") =>
        sql`case when whole @@ ${`${quoted(stem)}:${weight}`}::tsquery then 1 else 0 end`;
      return sql`${sql.lit(titleWeight)} * ${has("A")} + ${has("B")}`;
    });
    const scores = worths.map((worth, at) => {
      const times = sql.ref(`times.n${at}`);
      return sql`${sql.lit(worth)}::float8 * ${times} * 2.2 / (${times} + 1.2 * (0.25 + 0.75 * length / ${sql.lit(length)}))`;
    });
    // What is joined with nothing is unpacked once, and not for each look at it; "offset 0" keeps it that way.
    const { rows } = await sql<{ id: number; score: number }>`
      select id, -(${sql.join(scores, sql` + `)})::float8 as score
      from (select id, length, stems || ''::tsvector as whole from ${table}
          where ${stemsOf(name)} @@ ${question(match)}::tsquery ${isIn ? sql`and ${isIn(sql`${table}.id`)}` : sql``} offset 0) as found,
        lateral (select ${numbered(times)} offset 0) as times
      order by score, id limit ${sql.lit(most)}`.execute(db);
    return rows;
  },

  /**
   * The newest entries of what is not rare are looked for in the last blocks first (postgres-blocks): the index knows a
   * block as it knows a word, so hardly more rows are read than are wanted.
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
    const listFitting = (asked: string) =>
      list(sql`(select id from ${table} where ${stemsOf(name)} @@ ${asked}::tsquery offset 0) as fitting`);
    const asked = question(match);
    const facts = await findFacts(db, name, now);
    // The voted ones are some of all tickets, whose words are counted.
    const { apart, together } = sharesOf(
      match,
      name === VOTED_TABLE ? await findFacts(db, fullTable("ticket"), now) : facts,
    );
    if (match.beginning && apart ** 2 * facts.documents > MANY) {
      const newest = sql.lit(Math.min(MOST_READ, Math.ceil((MARGIN * enough) / apart)));
      const found = await list(
        sql`(select id, stems from ${table} order by id desc limit ${newest}) as newest where stems @@ ${asked}::tsquery`,
      );
      if (found.length >= most) return found;
    }
    if (!match.beginning && facts.isLarge && together * facts.documents > FEW) {
      const wanted = (MARGIN * enough) / Math.sqrt(apart * together);
      for (const entries of [wanted, FURTHER * wanted]) {
        const blocks = await lastBlocks(db, name, entries, facts);
        const found = blocks ? await listFitting(`(${asked}) & (${blocks})`) : [];
        if (found.length >= most) return found;
      }
    }
    return listFitting(asked);
  },

  /**
   * The others one by one, each a look into the index: as one question of hundreds of words it takes a hundred times as
   * long.
   */
  async listStems(db, kind, { start, most, others }) {
    const name = kind === "ticket" ? titleTable(kind) : fullTable(kind);
    const table = sql.table(name);
    const from = Math.min(most, MOST_TEXTS[kind]);
    const having = (asked: RawBuilder<unknown>, column: string) => sql`(select ${sql.ref(column)} from ${table}
      where ${stemsOf(name)} @@ ${asked}::tsquery offset 0)`;
    const asked = JSON.stringify(others.map((stem) => [stem, quoted(stem)]));
    const listed = sql<{ term: string; documents: number }>`
      (select lexeme as term, count(*) as documents
        from (select stems from ${having(sql`${`${quoted(start)}:*`}`, "stems")} as fitting limit ${sql.lit(from)}) as chosen,
          unnest(stems) as stem
        where starts_with(lexeme, ${start}) group by lexeme order by lexeme collate "C")
      union all
      select term, documents from json_array_elements(${asked}::json) as other,
        lateral (select other->>0 as term) as named,
        lateral (select count(*) as documents
          from (select 1 from ${having(sql`(other->>1)`, "id")} as fitting limit ${sql.lit(CERTAIN)}) as chosen) as counted
      where documents > 0`;
    const { rows } = await byIndexes(db, (connection) => listed.execute(connection));
    return rows;
  },
};

/** Texts whose stems are looked through: an article has hundreds of them, a ticket's title a few. */
const MOST_TEXTS = { ticket: 1_000, article: 100 };

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

/** So many times what is wanted is looked through, as far as the shares are known; where that was too little, further. */
const MARGIN = 4;
const FURTHER = 8;
/** Fewer are all read. */
const FEW = 1_000;
/**
 * A beginning is many words, which the index puts together first. Where the square of its share of the entries is more
 * than this, reading them from the end is the shorter way; measured.
 */
const MANY = 10;
const MOST_READ = 30_000;

const numbered = (values: RawBuilder<unknown>[]) =>
  sql.join(values.map((value, at) => sql`${value} as ${sql.ref(`n${at}`)}`));

/** What having a word is worth, as FTS5 counts it: little where half of all have it. */
const inverseFrequency = (documents: number, having: number): number =>
  Math.max(Math.log(Math.max(documents - having + 0.5, 0.5) / (having + 0.5)), 1e-6);

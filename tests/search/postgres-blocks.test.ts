import { sql } from "kysely";
import { expect, test } from "vitest";
import { inTransaction } from "#db/client.ts";
import { tsvector } from "~/search/engine-postgres.server.ts";
import { fullTable, titleTable, VOTED_TABLE } from "~/search/index-names.ts";
import { lastBlocks, stemsOf } from "~/search/postgres-blocks.server.ts";
import { findFacts } from "~/search/postgres-facts.server.ts";
import { openTestDatabase } from "../support/database.ts";

/* Runs in npm run test:postgres alone. */

const db = await openTestDatabase();
const now = Date.now();

const COUNT = 40_000;
/** In every one, in each second one, in each 200th, and in the oldest alone. */
const wordsOf = (id: number) =>
  ["all", id % 2 === 0 && "half", id % 200 === 0 && "rare", id <= 5_000 && "early"].filter(Boolean).join(" ");
const levelOf = (id: number) => (id % 7 === 0 ? 3 : id % 3);

await inTransaction(db, async (trx) => {
  for (let first = 1; first <= COUNT; first += 5_000) {
    const entries = Array.from({ length: 5_000 }, (_, at) => {
      const id = first + at;
      return { id, title: "", body: wordsOf(id), level: levelOf(id) };
    });
    await tsvector.insert(trx, "ticket", "", entries);
  }
});
await sql`analyze`.execute(db);

const all = Array.from({ length: COUNT }, (_, at) => at + 1);
const has =
  (...words: string[]) =>
  (id: number) =>
    words.every((word) => wordsOf(id).split(" ").includes(word));
const term = (word: string) => ({ word, stems: [word], isStop: false });

async function listLast(table: string, words: string[], most: number): Promise<number[]> {
  const terms = words.map(term);
  await tsvector.count(db, fullTable("ticket"), terms, { most: 2_000, now });
  return tsvector.listLast(db, table, { match: { lists: [terms] }, most, now });
}

test.each([
  [["all"]],
  [["half"]],
  [["half", "rare"]],
  [["early"]],
  [["early", "half"]],
  [["nobody"]],
  [["rare", "nobody"]],
])("the newest entries with %j are found, wherever they stand", async (words) => {
  const newest = all.filter(has(...words)).reverse();
  expect(await listLast(fullTable("ticket"), words, 60)).toEqual(newest.slice(0, 60));
});

test.each([[["all"]], [["half"]], [["rare"]], [["early"]]])(
  "those with most votes that have %j are found",
  async (words) => {
    const voted = all.filter((id) => levelOf(id) > 0 && has(...words)(id));
    voted.sort((one, other) => levelOf(other) - levelOf(one) || other - one);
    expect(await listLast(VOTED_TABLE, words, 40)).toEqual(voted.slice(0, 40));
  },
);

test("what many have is counted by a part of it", async () => {
  const counts = await tsvector.count(db, fullTable("ticket"), [term("all"), term("half")], { most: COUNT, now });
  for (const [at, right] of [COUNT, COUNT / 2].entries()) {
    expect(counts[at]).toBeGreaterThan(right * 0.9);
    expect(counts[at]).toBeLessThan(right * 1.1);
  }
});

test("a part of the entries is asked for by few blocks, most of them without any", async () => {
  const facts = await findFacts(db, fullTable("ticket"), now);
  const counts = await Promise.all(
    [100, 4_000, 10_000, 39_000].map(async (entries) => {
      const blocks = await lastBlocks(db, fullTable("ticket"), entries, facts);
      return blocks?.split(" | ").length;
    }),
  );
  expect(counts).toEqual([3, 4, 5, undefined]);
});

test.each([fullTable("ticket"), titleTable("ticket"), VOTED_TABLE, fullTable("article"), titleTable("article")])(
  "what %s is asked by is what its index is of",
  async (table) => {
    const plan = await db.connection().execute(async (connection) => {
      await sql`set enable_seqscan = off`.execute(connection);
      const { rows } = await sql<Record<string, string>>`explain select id from ${sql.table(table)}
      where ${stemsOf(table)} @@ 'word'::tsquery`.execute(connection);
      await sql`reset enable_seqscan`.execute(connection);
      return rows.flatMap((row) => Object.values(row)).join("\n");
    });
    expect(plan).toMatch(/Bitmap Index Scan on search_\w+_stems/);
  },
);

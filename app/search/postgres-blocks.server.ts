import { type RawBuilder, sql } from "kysely";
import type { Db } from "#db/client.ts";
import { fullTable, ID_BITS, VOTED_TABLE } from "./index-names.ts";
import { type Facts, findFacts, findLast } from "./postgres-facts.server.ts";

/*
 * A GIN index knows which entries have a word, and not which of them are the last: for the newest sixty of ten thousand
 * it reads ten thousand rows. So each entry has, in the index alone, some words more: the blocks of entries that its
 * number is in, small ones and larger ones (migration 0026). Asked for with the last blocks, the index gives their
 * entries only.
 */

/** Numbers of a block, as powers of two. Each level of votes has blocks of its own, which have gaps. */
const blockSizes = (table: string) => (table.startsWith(VOTED_TABLE) ? [16, 19] : [12, 15, 18]);

/** What the index is of: anything else would read the whole table. */
export function stemsOf(table: string): RawBuilder<unknown> {
  const blocks = blockSizes(table).map((bits) => sql`${sql.lit(`#${bits}.`)} || (id >> ${sql.lit(bits)})::text`);
  return sql`(stems || array_to_tsvector(array[${sql.join(blocks)}]))`;
}

/** The index takes longer for each of them, with each entry that it looks at. */
const MOST_BLOCKS = 10;
/** The last block is being filled, and the next may be begun before the facts are read again. */
const NOT_FULL = 2;

/** A part of a question: the blocks that hold about so many of the last entries; undefined where that is most of all. */
export async function lastBlocks(db: Db, table: string, entries: number, facts: Facts): Promise<string | undefined> {
  for (const bits of blockSizes(table)) {
    const blocks = await blocksOf(db, table, bits, facts);
    const inOne = Math.max(1, facts.documents / blocks.length);
    const count = Math.ceil(entries / inOne) + NOT_FULL;
    if (count > blocks.length / 2) return undefined;
    if (count <= MOST_BLOCKS)
      return blocks
        .slice(0, count)
        .map((block) => `'#${bits}.${block}'`)
        .join(" | ");
  }
  return undefined;
}

/** All of them, the last one first. */
async function blocksOf(db: Db, table: string, bits: number, facts: Facts): Promise<number[]> {
  const last = await findLast(db, table, facts);
  if (table !== VOTED_TABLE) return downFrom(Math.floor(last / 2 ** bits) + 1);
  const tickets = fullTable("ticket");
  const lastTicket = await findLast(db, tickets, await findFacts(db, tickets, facts.at));
  const inLevel = downFrom(Math.floor(lastTicket / 2 ** bits) + 1);
  const levels = downFrom(Math.floor(last / 2 ** ID_BITS)).slice(0, -1);
  return levels.flatMap((level) => inLevel.map((block) => level * 2 ** (ID_BITS - bits) + block));
}

const downFrom = (highest: number) => Array.from({ length: highest + 1 }, (_, below) => highest - below);

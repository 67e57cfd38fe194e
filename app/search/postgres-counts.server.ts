import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import type { Term } from "./analysis.ts";
import type { Match } from "./engine.ts";
import { stemsOf } from "./postgres-blocks.server.ts";
import type { Facts } from "./postgres-facts.server.ts";
import { options, type Word } from "./postgres-question.ts";

/* In how many entries words are: known of common ones, counted or told for the others. */

/** From so many on a word is as common as the planner believes. */
export const CERTAIN = 100;

/**
 * So many entries of a large table are counted one by one, in the order of its pages; how many there are is told by the
 * page of the last one. Not by its number: what was written again stands wherever there was room.
 */
const COUNTED = 500;
const COUNTED_OF_FEW = 10_000;
const MOST_KNOWN = 10_000;

/**
 * Counts the entries of each question, which are known then. "offset 0" has the index asked: of a word that the planner
 * does not know it believes that thousands have it, and where some hundred are enough it would read the table for them.
 */
export async function countEach(db: Db, name: string, questions: string[], facts: Facts): Promise<void> {
  if (questions.length === 0) return;
  const most = facts.isLarge ? COUNTED : COUNTED_OF_FEW;
  const counts = questions.map(
    (
      asked,
    ) => sql`(select json_build_array(count(*), max((ctid::text::point)[0])) from (select ctid from (select ctid from ${sql.table(name)}
      where ${stemsOf(name)} @@ ${asked}::tsquery offset 0) as fitting limit ${sql.lit(most)}) as chosen)`,
  );
  const counting = sql<{ counts: [number, number][] }>`select json_build_array(${sql.join(counts)}) as counts`;
  const { rows } = await counting.execute(db);
  if (facts.counted.size > MOST_KNOWN) facts.counted.clear();
  for (const [at, [count, page]] of rows[0]?.counts.entries() ?? []) {
    const parts = facts.isLarge && count === most ? facts.pages / (page + 1) : 1;
    facts.counted.set(questions[at] ?? "", Math.round(count * Math.max(1, parts)));
  }
}

/**
 * Which share of the entries fits, as far as their words are common or were counted: if each word were anywhere, and if
 * they were together wherever the rarest is. Texts of one language, or about one thing, are between the two.
 */
export function sharesOf({ lists, beginning }: Match, facts: Facts): { apart: number; together: number } {
  const { documents, common } = facts;
  const shareOf = (term: Term) => {
    let count = knownOf(term, facts) ?? 0;
    if (term === beginning) for (const [stem, more] of common) if (stem.startsWith(term.word)) count += more;
    return Math.min(1, count / Math.max(documents, 1));
  };
  const shares = lists.map((list) => list.map(shareOf));
  const sum = (of: (shares: number[]) => number) =>
    Math.min(
      1,
      shares.reduce((sum, list) => sum + of(list), 0),
    );
  return {
    apart: sum((list) => list.reduce((product, share) => product * share, 1)),
    together: sum((list) => Math.min(...list)),
  };
}

export const commonOf = (stems: string[], { common }: Facts) =>
  stems.reduce((sum, stem) => sum + (common.get(stem) ?? 0), 0);

/** In how many entries a word is; undefined where it is not common and was not counted. */
export function knownOf(term: Word, facts: Facts): number | undefined {
  const common = commonOf(term.stems, facts);
  return common >= CERTAIN ? common : facts.counted.get(options(term));
}

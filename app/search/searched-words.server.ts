import { type Db, inQuietTransaction } from "#db/client.ts";
import { type Doer, noteDeed } from "~/audit/note-deed.server.ts";
import { dayOf, type SearchCount } from "./search-counts.server.ts";
import type { SearchedWords, SearchTotals, WordsList } from "./searched-words.ts";

/** More different ones a day are a script's. */
const MOST_A_DAY = 2_000;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Words older than that tell nothing of what is missing now. */
const KEPT_DAYS = 180;

/** Adds counts to their days. */
export async function addSearchCounts(db: Db, counts: SearchCount[]): Promise<void> {
  if (counts.length === 0) return;
  await inQuietTransaction(db, async (trx) => {
    for (const day of new Set(counts.map((count) => count.day))) {
      const ofDay = counts.filter((count) => count.day === day);
      const table = trx.selectFrom("searched_words").where("day", "=", day);
      const asked = ofDay.map(({ words }) => words);
      const known = await table.select("words").where("words", "in", asked).execute();
      const { rows } = await table.select((eb) => eb.fn.countAll<number>().as("rows")).executeTakeFirstOrThrow();
      const isKnown = new Set(known.map(({ words }) => words));
      const unknown = ofDay.filter(({ words }) => !isKnown.has(words)).slice(0, Math.max(0, MOST_A_DAY - rows));
      const values = [...ofDay.filter(({ words }) => isKnown.has(words)), ...unknown].map((count) => ({
        day,
        words: count.words,
        searches: count.searches,
        found_nothing: count.foundNothing,
        then_asked: count.thenAsked,
      }));
      if (values.length === 0) continue;
      await trx
        .insertInto("searched_words")
        .values(values)
        .onConflict((conflict) =>
          conflict.columns(["day", "words"]).doUpdateSet((eb) => ({
            searches: eb("searched_words.searches", "+", eb.ref("excluded.searches")),
            found_nothing: eb("searched_words.found_nothing", "+", eb.ref("excluded.found_nothing")),
            then_asked: eb("searched_words.then_asked", "+", eb.ref("excluded.then_asked")),
          })),
        )
        .execute();
    }
  });
}

interface Period {
  /** The last so many days, today included. */
  days: number;
  now: number;
}

const firstDay = ({ days, now }: Period) => dayOf(now - (days - 1) * DAY_MS);

/** Words after which nothing was found, or after which somebody wrote; most first. */
export async function listSearchedWords(
  db: Db,
  { list, limit, ...period }: Period & { list: WordsList; limit: number },
): Promise<SearchedWords[]> {
  const column = list === "found_nothing" ? "found_nothing" : "then_asked";
  return db
    .selectFrom("searched_words")
    .select((eb) => ["words", eb.fn.sum<number>(column).as("times"), eb.fn.sum<number>("searches").as("searches")])
    .where("day", ">=", firstDay(period))
    .where(column, ">", 0)
    .groupBy("words")
    .orderBy("times", "desc")
    .orderBy("words")
    .limit(limit)
    .execute();
}

/** All searches of a period, and how many of them found nothing. */
export async function sumSearches(db: Db, period: Period): Promise<SearchTotals> {
  const sums = await db
    .selectFrom("searched_words")
    .select((eb) => [eb.fn.sum<number>("searches").as("all"), eb.fn.sum<number>("found_nothing").as("nothing")])
    .where("day", ">=", firstDay(period))
    .executeTakeFirstOrThrow();
  return { searches: sums.all ?? 0, foundNothing: sums.nothing ?? 0 };
}

/** Takes words out of all lists, on all days. */
export async function forgetSearchedWords(db: Db, words: string, doer?: Doer): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    await trx.deleteFrom("searched_words").where("words", "=", words).execute();
    await noteDeed(trx, doer, "search.words_hidden");
  });
}

export async function forgetOldSearches(db: Db, now: number): Promise<void> {
  await inQuietTransaction(db, (trx) =>
    trx
      .deleteFrom("searched_words")
      .where("day", "<", firstDay({ days: KEPT_DAYS, now }))
      .execute(),
  );
}

import type { Db } from "#db/client.ts";
import { countMarked, type Features, leaning, type MarkedTexts } from "./marked-texts.ts";
import { unpackSketch } from "./sketch.ts";
import { reasonsOfText } from "./verdict.ts";

/** From so many marks of each kind the words of the site decide by themselves (rspamd's `min_learns`). */
export const LEARNED_FROM = 200;
/** The newest marks count; what spam was years ago says little. */
const NEWEST = 4_000;

/** How far likeness may move a verdict while few texts are marked, and once it has learned. */
const CAUTIOUS = { factor: 0.6, most: 1.75 };
const LEARNED = { factor: 0.4, most: 3 };
/** Log-odds that speak for spam and are still nothing: people say a word of it now and then. */
const CHANCE = 1;

export interface Model {
  spam: number;
  fine: number;
  hasLearned: boolean;
  /** `leaning` in the units of weights; `learned` the log-odds, once it has learned. */
  weigh(features: Features): { leaning: number; learned: number | null };
}

const kept = new WeakMap<Db, { version: string; model: Model }>();

/** What the marks of the team teach. It lives in the database, so a restart forgets nothing. */
export async function findModel(db: Db): Promise<Model> {
  const { count, newest } = await db
    .selectFrom("verdicts")
    .select((eb) => [eb.fn.countAll<number>().as("count"), eb.fn.max("marked_at").as("newest")])
    .where("mark", "is not", null)
    .executeTakeFirstOrThrow();
  const version = `${count} ${newest}`;
  const known = kept.get(db);
  if (known?.version === version) return known.model;
  const model = modelOf(await readMarked(db));
  kept.set(db, { version, model });
  return model;
}

async function readMarked(db: Db): Promise<MarkedTexts> {
  const rows = await db
    .selectFrom("verdicts")
    .select(["mark", "sketch", "reasons"])
    .where("mark", "is not", null)
    .orderBy("marked_at", "desc")
    .orderBy("id", "desc")
    .limit(NEWEST)
    .execute();
  return countMarked(
    rows.map(({ mark, sketch, reasons }) => ({
      isSpam: mark === "spam",
      sketch: unpackSketch(sketch),
      reasons: reasonsOfText(JSON.parse(reasons)),
    })),
  );
}

export function modelOf(marked: MarkedTexts): Model {
  const { spam, fine } = marked;
  const hasLearned = spam >= LEARNED_FROM && fine >= LEARNED_FROM;
  const { factor, most } = hasLearned ? LEARNED : CAUTIOUS;
  return {
    spam,
    fine,
    hasLearned,
    weigh(features) {
      const odds = leaning(features, marked);
      const sure = odds > 0 ? Math.max(0, odds - CHANCE) : odds;
      const bounded = Math.max(-most / 2, Math.min(most, sure * factor));
      return { leaning: bounded, learned: hasLearned ? odds : null };
    },
  };
}

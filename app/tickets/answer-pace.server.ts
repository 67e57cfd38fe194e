import { type Db, inTransaction } from "#db/client.ts";
import { saveSetting } from "~/site/save-settings.server.ts";
import type { AnswerPace } from "~/site/site.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const steps = [15 * MINUTE, 60 * MINUTE, 4 * 60 * MINUTE, DAY];
/** Fewer answers say nothing. */
const SHOWN_FROM = 5;

/**
 * How fast the first answers of the last 30 days came, stored for the pages. Imported tickets, thanks and those that
 * the team opened itself do not count.
 */
export async function updateAnswerPace(db: Db, now: number): Promise<AnswerPace | null> {
  const answers = await db
    .selectFrom("tickets")
    .select("first_answer_ms")
    .where("first_answer_at", ">", now - 30 * DAY)
    .where("first_answer_ms", "is not", null)
    .where("imported_at", "is", null)
    .where("kind", "<>", "thanks")
    .where("opened_by_agent_id", "is", null)
    .execute();
  const pace = paceOf(answers.map(({ first_answer_ms }) => first_answer_ms ?? 0));
  await inTransaction(db, (trx) => saveSetting(trx, "answer_pace", pace, now));
  return pace;
}

/** The median and the shares within 15 minutes, an hour, 4 hours, a day and later, or null for too few answers. */
export function paceOf(times: number[]): AnswerPace | null {
  if (times.length < SHOWN_FROM) return null;
  const sorted = times.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const medianMs =
    sorted.length % 2 === 1
      ? (sorted[Math.floor(middle)] ?? 0)
      : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  const bounds = [0, ...steps, Number.POSITIVE_INFINITY];
  const shares = bounds
    .slice(1)
    .map((to, at) => sorted.filter((ms) => ms < to && ms >= (bounds[at] ?? 0)).length / sorted.length);
  return { medianMs, count: times.length, shares };
}

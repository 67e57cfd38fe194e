import { sql } from "kysely";
import type { Db } from "#db/client.ts";
import { monthStarts } from "~/i18n/months.ts";
import type { ThanksMonth } from "./thanks.ts";
import { isListed } from "./visibility.server.ts";

const MONTHS = 12;

/** How many thanks came in each of the last twelve months, and how many other tickets, oldest first. */
export async function readThanksTrend(
  db: Db,
  { now, timezone }: { now: number; timezone: string },
): Promise<ThanksMonth[]> {
  const starts = monthStarts(now, timezone, MONTHS);
  const ofMonth = async (from: number, to: number): Promise<ThanksMonth> => {
    const { all, thanks } = await db
      .selectFrom("tickets")
      .select((eb) => [
        eb.fn.countAll<number>().as("all"),
        sql<number>`coalesce(sum(case when kind = 'thanks' then 1 else 0 end), 0)`.as("thanks"),
      ])
      .where(isListed)
      .where("created_at", ">=", from)
      .where("created_at", "<", to)
      .executeTakeFirstOrThrow();
    return { startsAt: from, thanks: Number(thanks), tickets: all - Number(thanks) };
  };
  return Promise.all(starts.slice(0, -1).map((from, index) => ofMonth(from, starts[index + 1] ?? from)));
}

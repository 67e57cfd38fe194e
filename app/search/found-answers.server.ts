import { type Db, inQuietTransaction } from "#db/client.ts";
import { CountedOnce } from "~/http/counted-once.server.ts";
import { dayOf } from "./search-counts.server.ts";

/** What somebody found instead of writing. */
export interface AnswerTarget {
  target: "ticket" | "article";
  id: number;
}

const once = new CountedOnce({ forMs: 24 * 60 * 60 * 1000, ofOneNetwork: 100, inAll: 100_000 });

/**
 * Counts "this answered my question", once a day for each network and answer. Nothing that is stored tells who said so,
 * and no cookie takes part: what somebody read is not joined to what they write.
 */
export async function countFoundAnswer(
  db: Db,
  { target, id, network, now }: AnswerTarget & { network: string; now: number },
): Promise<void> {
  if (!once.isFirst(network, `${target} ${id}`, now)) return;
  await inQuietTransaction(db, (trx) =>
    trx
      .insertInto("found_answers")
      .values({ target, target_id: id, day: dayOf(now), times: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(["target", "target_id", "day"])
          .doUpdateSet((eb) => ({ times: eb("found_answers.times", "+", 1) })),
      )
      .execute(),
  );
}

/** How many people a ticket or an article answered before they wrote. */
export async function countFoundAnswers(db: Db, target: AnswerTarget["target"], id: number): Promise<number> {
  const { times } = await db
    .selectFrom("found_answers")
    .select((eb) => eb.fn.sum<number | null>("times").as("times"))
    .where("target", "=", target)
    .where("target_id", "=", id)
    .executeTakeFirstOrThrow();
  return times ?? 0;
}

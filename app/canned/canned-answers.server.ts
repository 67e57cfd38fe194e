import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { type Doer, noteDeed } from "~/audit/note-deed.server.ts";
import type { CannedAnswer } from "./canned-answer.ts";
import type { CannedValues } from "./canned-form.ts";

/** A team has some dozens. */
const MOST_LISTED = 1_000;
/** Of what one reply used, as many are counted. */
const MOST_COUNTED = 20;

const columns = ["id", "name", "language", "body", "use_count as useCount"] as const;

/** All canned answers, what is used most first. With `languages` those in the first one come first, and so on. */
export async function listCannedAnswers(db: Db, languages: string[] = []): Promise<CannedAnswer[]> {
  const all = await db
    .selectFrom("canned_answers")
    .select(columns)
    .orderBy("use_count", "desc")
    .orderBy("name")
    .orderBy("id")
    .limit(MOST_LISTED)
    .execute();
  const place = ({ language }: CannedAnswer) => languages.indexOf(language) + 1 || languages.length + 1;
  return all.sort((one, other) => place(one) - place(other));
}

export async function findCannedAnswer(db: Db, id: number): Promise<CannedAnswer | undefined> {
  return db.selectFrom("canned_answers").select(columns).where("id", "=", id).executeTakeFirst();
}

/** Why a canned answer was not written: another one in its language has the name, or it is gone. */
export type CannedProblem = "taken" | "unknown";

export async function addCannedAnswer(
  db: Db,
  { now, doer, ...values }: CannedValues & { now: number; doer?: Doer },
): Promise<CannedProblem | undefined> {
  return inQuietTransaction(db, async (trx) => {
    if (await hasName(trx, values)) return "taken";
    const { id } = await trx
      .insertInto("canned_answers")
      .values({ ...values, created_at: now, changed_at: now })
      .returning("id")
      .executeTakeFirstOrThrow();
    await noteDeed(trx, doer, "canned.added", { subject: id });
    return undefined;
  });
}

export async function changeCannedAnswer(
  db: Db,
  { id, now, doer, ...values }: CannedValues & { id: number; now: number; doer?: Doer },
): Promise<CannedProblem | undefined> {
  return inQuietTransaction(db, async (trx) => {
    if (await hasName(trx, values, id)) return "taken";
    const changed = await trx
      .updateTable("canned_answers")
      .set({ ...values, changed_at: now })
      .where("id", "=", id)
      .returning("id")
      .executeTakeFirst();
    if (!changed) return "unknown";
    await noteDeed(trx, doer, "canned.changed", { subject: id });
    return undefined;
  });
}

export async function deleteCannedAnswer(db: Db, id: number, doer?: Doer): Promise<void> {
  await inQuietTransaction(db, async (trx) => {
    const { numDeletedRows } = await trx.deleteFrom("canned_answers").where("id", "=", id).executeTakeFirst();
    if (numDeletedRows > 0n) await noteDeed(trx, doer, "canned.deleted", { subject: id });
  });
}

/** Counts the canned answers that a reply was made of, each once. */
export async function countUses(trx: Trx, ids: number[]): Promise<void> {
  const used = [...new Set(ids)].slice(0, MOST_COUNTED);
  if (used.length === 0) return;
  await trx
    .updateTable("canned_answers")
    .set((eb) => ({ use_count: eb("use_count", "+", 1) }))
    .where("id", "in", used)
    .execute();
}

async function hasName(trx: Trx, { name, language }: CannedValues, exceptId = 0): Promise<boolean> {
  const other = await trx
    .selectFrom("canned_answers")
    .select("id")
    .where("name", "=", name)
    .where("language", "=", language)
    .where("id", "<>", exceptId)
    .executeTakeFirst();
  return other !== undefined;
}

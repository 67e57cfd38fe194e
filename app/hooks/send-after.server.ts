import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import type { DeliveryRow, HookRow } from "#db/schema.ts";
import type { Answer } from "./send-request.server.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const FIRST_REST_MS = 15_000;
const LONGEST_REST_MS = 30 * MINUTE_MS;
/** A hook that was not called for so long begins its day of failing anew. */
const CALM_MS = 12 * HOUR_MS;
/** A chat reads on between our messages, and longer after so many in an hour: nobody can flood it through us. */
const PACE_MS = MINUTE_MS;
export const MOST_AN_HOUR = 20;
const SLOW_PACE_MS = 10 * MINUTE_MS;
/** A thing that a program never takes is tried with growing delays for a day, what a chat cannot read three times. */
const MOST_TRIES = 18;
const MOST_TRIES_IN_A_CHAT = 3;
const LONGEST_WAIT_MS = 2 * HOUR_MS;

interface Told {
  ids: number[];
  attempts: number;
  answer: Answer;
  now: number;
}

const isTaken = ({ status }: Answer) => status !== null && status >= 200 && status < 300;

/** A hook that begins to fail, or that was switched off because it failed for a day: for the log of the site. */
export interface Trouble {
  hook: number;
  isStopped: boolean;
  status: number | null;
  failure: Answer["failure"];
}

/** Notes what came of a call, and when the next one may be: at once, later and later, or, after a day, never. */
export async function afterAnswer(db: Db, hook: HookRow, told: Told): Promise<Trouble | undefined> {
  return inQuietTransaction(db, async (trx) => {
    const { answer, now } = told;
    await trx
      .updateTable("deliveries")
      .set(isTaken(answer) ? sent(told) : notSent(hook, told))
      .where("id", "in", told.ids)
      // Somebody who pressed “send again” meanwhile is not told that it has gone.
      .where("state", "=", "waiting")
      .execute();
    const change = isTaken(answer) ? await restAfterSuccess(trx, hook, now) : restAfterFailure(hook, answer, now);
    await trx
      .updateTable("hooks")
      .set({ tried_at: now, claimed_at: null, ...change })
      .where("id", "=", hook.id)
      .execute();
    const isStopped = change.stopped_at !== undefined;
    const { status, failure } = answer;
    return change.failures === 1 || isStopped ? { hook: hook.id, isStopped, status, failure } : undefined;
  });
}

function sent({ attempts, answer, now }: Told): Partial<DeliveryRow> {
  return { state: "sent", attempts, status: answer.status, failure: null, tried_at: now, sent_at: now };
}

function notSent(hook: HookRow, { attempts, answer, now }: Told): Partial<DeliveryRow> {
  const { status, failure } = answer;
  const change = { attempts, status, failure, tried_at: now };
  // What is said of this one thing, not of the moment: a program may take the next.
  const isRefused = status !== null && status < 500 && ![408, 425, 429].includes(status);
  if (!isRefused) return change;
  if (hook.kind !== "webhook") {
    const isUnreadable = [400, 413, 422].includes(status ?? 0);
    return isUnreadable && attempts >= MOST_TRIES_IN_A_CHAT ? { ...change, state: "failed" } : change;
  }
  // Where it takes nothing at all, the fault is not this thing's: it waits, also for who switches it on again.
  if (attempts >= MOST_TRIES && hook.failing_since_at === null) return { ...change, state: "failed" };
  return { ...change, send_at: now + Math.min(MINUTE_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS) };
}

async function restAfterSuccess(trx: Trx, { id, kind }: HookRow, now: number): Promise<Partial<HookRow>> {
  const well = { failures: 0, failing_since_at: null };
  if (kind === "webhook") return { ...well, rest_until_at: 0 };
  const { count } = await trx
    .selectFrom("deliveries")
    .select((eb) => eb.fn.count<number>("sent_at").distinct().as("count"))
    .where("hook_id", "=", id)
    .where("sent_at", ">", now - HOUR_MS)
    .executeTakeFirstOrThrow();
  return { ...well, rest_until_at: now + (count >= MOST_AN_HOUR ? SLOW_PACE_MS : PACE_MS) };
}

function restAfterFailure(hook: HookRow, { waitMs }: Answer, now: number): Partial<HookRow> {
  const isNew = hook.failing_since_at === null || now - (hook.tried_at ?? 0) > CALM_MS;
  const since = isNew ? now : (hook.failing_since_at ?? now);
  const failures = isNew ? 1 : hook.failures + 1;
  const rest = Math.max(waitMs, Math.min(FIRST_REST_MS * 2 ** (failures - 1), LONGEST_REST_MS));
  const change = { failures, failing_since_at: since, rest_until_at: now + rest };
  if (now - since < DAY_MS) return change;
  return { ...change, stopped_at: now, stopped_by: "failing" };
}

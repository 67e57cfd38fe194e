import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import type { DeliveryRow, HookRow } from "#db/schema.ts";
import { skipLocked } from "#db/skip-locked.ts";
import { wordsIn } from "~/i18n/words.ts";
import type { Site } from "~/site/site.ts";
import { deskPath } from "~/urls.ts";
import type { HookNews } from "./hook-news.ts";
import { chatLine } from "./message-lines.ts";
import { payloadOf } from "./message-payload.ts";
import { afterAnswer, type Trouble } from "./send-after.server.ts";
import { sendMessage } from "./send-message.server.ts";
import { readDelivery } from "./send-read.server.ts";
import type { Answer, Outgoing } from "./send-request.server.ts";

/** Longer than a call may take, so that a hook is told by one process at a time: what it is told stays in order. */
const LEASE_MS = 15_000;
/** So many hooks at once, and so many calls to one of them before the others have their turn. */
const AT_ONCE = 5;
const IN_A_TURN = 50;
/** More in one message nobody reads; the desk has all. */
const MOST_LINES = 10;

export interface Sending {
  secret: string;
  outgoing: Outgoing;
  site: Site;
  now: () => number;
  signal?: AbortSignal;
  onTrouble?(trouble: Trouble): void;
}

/** What the other side has, and the disk did not take the note of: it is not sent again while this process lives. */
const notNoted = new Map<string, { ids: number[]; answer: Answer }>();

/**
 * Tells every chat and program what is due. One that does not answer holds up no other. A process that is killed
 * between the answer and our note of it tells the same again, under the same id. Returns how many calls were made.
 */
export async function sendDeliveries(db: Db, sending: Sending): Promise<number> {
  const hooks = await dueHooks(db, sending.now()).execute();
  const outcomes = await Promise.allSettled(hooks.map(({ id }) => tellHook(db, id, sending)));
  let calls = 0;
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") throw outcome.reason;
    calls += outcome.value;
  }
  return calls;
}

function dueHooks(db: Db | Trx, now: number, id?: number) {
  return db
    .selectFrom("hooks")
    .selectAll()
    .where("stopped_at", "is", null)
    .where("rest_until_at", "<=", now)
    .where((eb) => eb.or([eb("claimed_at", "is", null), eb("claimed_at", "<", now - LEASE_MS)]))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("deliveries")
          .select("deliveries.id")
          .whereRef("deliveries.hook_id", "=", "hooks.id")
          .where("state", "=", "waiting")
          .where("send_at", "<=", now),
      ),
    )
    .$if(id !== undefined, (query) => query.where("id", "=", id ?? 0))
    .orderBy("tried_at")
    .limit(AT_ONCE);
}

async function tellHook(db: Db, id: number, sending: Sending): Promise<number> {
  let calls = 0;
  while (calls < IN_A_TURN && !sending.signal?.aborted) {
    const hook = await claim(db, id, sending.now());
    if (!hook) break;
    const hasTold = await tellNext(db, hook, sending).catch(async (error) => {
      await letGo(db, id);
      throw error;
    });
    if (!hasTold) await letGo(db, id);
    calls += 1;
  }
  return calls;
}

/** Takes the hook for this process; undefined where another has it, or where nothing is due any more. */
async function claim(db: Db, id: number, now: number): Promise<HookRow | undefined> {
  if (!(await dueHooks(db, now, id).executeTakeFirst())) return undefined;
  return inQuietTransaction(db, async (trx) => {
    const hook = await skipLocked(trx, dueHooks(trx, now, id), "hooks").executeTakeFirst();
    if (hook) await trx.updateTable("hooks").set({ claimed_at: now }).where("id", "=", id).execute();
    return hook;
  });
}

async function letGo(db: Db, id: number): Promise<void> {
  await inQuietTransaction(db, (trx) =>
    trx.updateTable("hooks").set({ claimed_at: null }).where("id", "=", id).execute(),
  );
}

/** A program is told one thing a call; a chat all that waits, in one message. False where nothing was left to say. */
async function tellNext(db: Db, hook: HookRow, sending: Sending): Promise<boolean> {
  const { site, now } = sending;
  const showsPrivate = hook.shows_private === 1;
  const due = await listDue(db, hook, now());
  const told: { delivery: DeliveryRow; news: HookNews }[] = [];
  const hidden: number[] = [];
  for (const delivery of due) {
    if (told.length === MOST_LINES) break;
    const news = await readDelivery(db, delivery, { site, showsPrivate });
    if (news) told.push({ delivery, news });
    else hidden.push(delivery.id);
  }
  const [first] = told;
  if (hidden.length > 0) await drop(db, hidden);
  if (!first) return false;

  const message =
    hook.kind === "webhook"
      ? { id: first.delivery.message_id, payload: payloadOf(first.news) }
      : { chat: writeChat(told, { rest: due.length - told.length - hidden.length, site, now: now() }) };
  const known = notNoted.get(first.delivery.message_id) ?? {
    ids: due.map(({ id }) => id).filter((id) => !hidden.includes(id)),
    answer: await sendMessage(hook, message, { ...sending, now: now() }),
  };
  notNoted.set(first.delivery.message_id, known);
  const trouble = await afterAnswer(db, hook, { ...known, attempts: first.delivery.attempts + 1, now: now() });
  notNoted.delete(first.delivery.message_id);
  if (trouble) sending.onTrouble?.(trouble);
  return true;
}

async function listDue(db: Db, { id, kind }: HookRow, now: number): Promise<DeliveryRow[]> {
  return db
    .selectFrom("deliveries")
    .selectAll()
    .where("hook_id", "=", id)
    .where("state", "=", "waiting")
    .where("send_at", "<=", now)
    .orderBy("id")
    .limit(kind === "webhook" ? 1 : 1_000)
    .execute();
}

async function drop(db: Db, ids: number[]): Promise<void> {
  await inQuietTransaction(db, (trx) =>
    trx.updateTable("deliveries").set({ state: "dropped" }).where("id", "in", ids).execute(),
  );
}

function writeChat(told: { news: HookNews }[], { rest, site, now }: { rest: number; site: Site; now: number }) {
  const t = wordsIn(site.locale);
  const lines = told.map(({ news }) => chatLine(news, t, now));
  const more = { text: t("hooks:chat.more", { count: rest }), url: site.origin + deskPath() };
  return rest > 0 ? { lines, more } : { lines };
}

import type { Db } from "#db/client.ts";
import type { HookRow } from "#db/schema.ts";
import type { DeliveryView, HookSettings, HookView } from "./hook-view.ts";
import { findHook } from "./hooks.server.ts";

const MOST_HOOKS = 200;
const MOST_DELIVERIES = 50;

/** Every chat and program that is connected. */
export async function listHooks(db: Db): Promise<HookView[]> {
  const rows = await db.selectFrom("hooks").selectAll().orderBy("id").limit(MOST_HOOKS).execute();
  return Promise.all(rows.map((row) => viewOf(db, row)));
}

export async function showHook(
  db: Db,
  id: number,
): Promise<{ hook: HookSettings; deliveries: DeliveryView[] } | undefined> {
  const row = await findHook(db, id);
  if (!row) return undefined;
  const { events, category_id: categoryId, shows_private } = row;
  return {
    hook: { ...(await viewOf(db, row)), events: JSON.parse(events), categoryId, showsPrivate: shows_private === 1 },
    deliveries: await listDeliveries(db, id),
  };
}

/** How many were switched off because they took nothing for a day. */
export async function countStoppedHooks(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom("hooks")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("stopped_by", "=", "failing")
    .executeTakeFirstOrThrow();
  return count;
}

async function viewOf(db: Db, hook: HookRow): Promise<HookView> {
  const [{ last }, { waiting }] = await Promise.all([
    db
      .selectFrom("deliveries")
      .select((eb) => eb.fn.max<number | null>("sent_at").as("last"))
      .where("hook_id", "=", hook.id)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("deliveries")
      .select((eb) => eb.fn.countAll<number>().as("waiting"))
      .where("hook_id", "=", hook.id)
      .where("state", "=", "waiting")
      .executeTakeFirstOrThrow(),
  ]);
  const { id, kind, name, place } = hook;
  return { id, kind, name, place, ...stateOf(hook), lastSentAt: last, waiting };
}

function stateOf({ stopped_at, stopped_by, failing_since_at }: HookRow): Pick<HookView, "state" | "since"> {
  if (stopped_at !== null) return { state: stopped_by === "failing" ? "stopped" : "off", since: stopped_at };
  return { state: failing_since_at === null ? "well" : "failing", since: failing_since_at };
}

async function listDeliveries(db: Db, hookId: number): Promise<DeliveryView[]> {
  const rows = await db
    .selectFrom("deliveries")
    .select(["id", "event", "created_at", "ticket_id", "article_id", "state", "attempts", "status", "failure"])
    .where("hook_id", "=", hookId)
    .orderBy("id", "desc")
    .limit(MOST_DELIVERIES)
    .execute();
  return rows.map(({ created_at: at, ticket_id: ticket, article_id: article, ...row }) => ({
    ...row,
    at,
    ticket,
    article,
  }));
}

import { type Db, inQuietTransaction } from "#db/client.ts";
import { type Channel, channels, teamEvents, type Wish } from "./team-events.ts";

/** What an agent wants to hear of. */
export async function listWishes(db: Db, agentId: number): Promise<Wish[]> {
  const rows = await db
    .selectFrom("agent_wishes")
    .select(["category_id", "event", "channel"])
    .where("agent_id", "=", agentId)
    .execute();
  return rows.map(({ category_id: categoryId, event, channel }) => ({
    categoryId,
    event: event as Wish["event"],
    channel,
  }));
}

/**
 * Puts these in the place of all that the agent wanted before by the channels that the form offered. Categories that
 * are not there are left out.
 */
export async function saveWishes(
  db: Db,
  { agentId, wishes, offered }: { agentId: number; wishes: Wish[]; offered: Channel[] },
): Promise<void> {
  if (offered.length === 0) return;
  await inQuietTransaction(db, async (trx) => {
    await trx.deleteFrom("agent_wishes").where("agent_id", "=", agentId).where("channel", "in", offered).execute();
    const known = new Set((await trx.selectFrom("categories").select("id").execute()).map(({ id }) => id));
    for (const { categoryId, event, channel } of wishes) {
      if ((categoryId !== null && !known.has(categoryId)) || !offered.includes(channel)) continue;
      const wish = { agent_id: agentId, category_id: categoryId, event, channel };
      await trx.insertInto("agent_wishes").values(wish).execute();
    }
  });
}

/** The ticked boxes of the form: "opened-mail" is for all tickets, "opened-mail-3" for those of that category. */
export function parseWishes(form: URLSearchParams): Wish[] {
  const ticked = new Set(form.keys());
  return [...ticked].flatMap((name): Wish[] => {
    const [, event, channel, category] = /^(\w+)-(\w+?)(?:-([1-9]\d{0,8}))?$/.exec(name) ?? [];
    const known = teamEvents.find((one) => one === event);
    const by = channels.find((one) => one === channel);
    return known && by ? [{ categoryId: category ? Number(category) : null, event: known, channel: by }] : [];
  });
}

/** Why the last mail to an agent did not go out, as the mail server said; null where it did. */
export async function findMailTrouble(db: Db, agentId: number): Promise<string | null> {
  const last = await db
    .selectFrom("team_news")
    .select("failure")
    .where("agent_id", "=", agentId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.failure ?? null;
}

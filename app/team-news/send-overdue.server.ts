import { sql } from "kysely";
import { type Db, inQuietTransaction, type Trx } from "#db/client.ts";
import { readSettings } from "~/site/load-site.server.ts";
import { saveSetting } from "~/site/save-settings.server.ts";
import { OVERDUE_HOURS } from "./overdue.ts";
import { tellTeam } from "./tell-team.server.ts";

const AT_ONCE = 500;
const HOUR_MS = 60 * 60 * 1000;

/**
 * Tells the team of the tickets that have waited for it longer than was set, each once for each time that it waits.
 * What waited so long already before somebody set it is in the queue, and nobody is told.
 */
export async function tellOverdue(db: Db, now: number): Promise<void> {
  const { from, to } = await readWindow(db, now);
  const hasSome = (await listOverdue(db, from, to, 1)).length > 0;
  // The mark moves where there is something to tell, and now and then, so that it does not lag behind for ever.
  if (!hasSome && from !== to && to - from < HOUR_MS) return;
  await inQuietTransaction(db, async (trx) => {
    const window = await readWindow(trx, now);
    const overdue = await listOverdue(trx, window.from, window.to, AT_ONCE);
    for (const ticket of overdue) await tellTeam(trx, { event: "overdue", ticket, now });
    // The others at the next look.
    const last = overdue.length === AT_ONCE ? overdue.at(-1)?.waiting_since : null;
    await saveSetting(trx, "overdue_looked_at", last ? last + now - window.to : now, now);
  });
}

/** Who began to wait between these two moments has waited too long since the last look. */
async function readWindow(db: Db | Trx, now: number): Promise<{ from: number; to: number }> {
  const { overdue_hours = OVERDUE_HOURS, overdue_looked_at = now } = await readSettings(db);
  const tooLong = overdue_hours * HOUR_MS;
  return { from: overdue_looked_at - tooLong, to: now - tooLong };
}

async function listOverdue(db: Db | Trx, from: number, to: number, limit: number) {
  return (
    db
      .selectFrom("tickets")
      .select(["id", "category_id", "opened_by_agent_id", "waiting_since"])
      .where("waiting_since", ">", from)
      .where("waiting_since", "<=", to)
      .where("removed_at", "is", null)
      .where("merged_into_id", "is", null)
      // As a constant, or the index of the queue would not be used.
      .where("moderation", "<>", sql.lit("held"))
      .orderBy("waiting_since")
      .limit(limit)
      .execute()
  );
}

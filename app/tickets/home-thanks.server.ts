import { type Db, inTransaction } from "#db/client.ts";
import { makesStale } from "#db/stale.ts";
import { noteDeed } from "~/audit/note-deed.server.ts";
import { HOME } from "~/http/page-tags.ts";
import { listThanks, thanksColumns, thanksView } from "./list-thanks.server.ts";
import type { ThanksView } from "./thanks.ts";
import { isListed } from "./visibility.server.ts";

/** The newest, while nobody has chosen. */
const NEWEST = 3;
/** More would push everything else off the page. */
const MOST = 6;

/** The thanks of the home page: those that the team chose, the last choice first; else the newest. */
export async function listHomeThanks(db: Db): Promise<ThanksView[]> {
  const chosen = await db
    .selectFrom("home_thanks")
    // An inner join SQLite would begin with all thanks that there are.
    .crossJoin("tickets")
    .whereRef("tickets.id", "=", "home_thanks.ticket_id")
    .select(thanksColumns)
    .where(isListed)
    .where("tickets.kind", "=", "thanks")
    .orderBy("home_thanks.chosen_at", "desc")
    .orderBy("tickets.id", "desc")
    .limit(MOST)
    .execute();
  if (chosen.length > 0) return chosen.map(thanksView);
  return (await listThanks(db, { limit: NEWEST })).thanks;
}

/** Which of all thanks the team chose. */
export async function readHomeChoice(db: Db): Promise<Set<number>> {
  const rows = await db.selectFrom("home_thanks").select("ticket_id").execute();
  return new Set(rows.map(({ ticket_id }) => ticket_id));
}

interface Choice {
  ticketId: number;
  isOnHome: boolean;
  agentId: number;
  now: number;
}

/** Puts a thanks on the home page, or takes it off. False where there is no such thanks for everybody to read. */
export async function chooseForHome(db: Db, { ticketId, isOnHome, agentId, now }: Choice): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const ticket = await trx
      .selectFrom("tickets")
      .select("id")
      .where(isListed)
      .where("id", "=", ticketId)
      .where("kind", "=", "thanks")
      .executeTakeFirst();
    makesStale(trx, HOME);
    if (!ticket) return false;
    const changed = isOnHome
      ? await trx
          .insertInto("home_thanks")
          .values({ ticket_id: ticketId, agent_id: agentId, chosen_at: now })
          .onConflict((conflict) => conflict.column("ticket_id").doNothing())
          .returning("ticket_id")
          .execute()
      : await trx.deleteFrom("home_thanks").where("ticket_id", "=", ticketId).returning("ticket_id").execute();
    const deed = isOnHome ? "ticket.put_on_home" : "ticket.taken_off_home";
    if (changed.length > 0) await noteDeed(trx, { agentId, now }, deed, { subject: ticketId });
    return true;
  });
}

import type { Db, Trx } from "#db/client.ts";
import type { Channel, TeamEvent } from "./team-events.ts";

export interface WantingAgent {
  id: number;
  name: string;
  email: string;
}

/** The ticket that something happened to. */
export interface About {
  category_id: number | null;
  /** Whoever opened it for somebody knows of it. */
  opened_by_agent_id?: number | null;
}

/**
 * The agents who want to hear by `channel` of an event at a ticket of that category, each once. Who hears of every
 * reply hears of the one that reminds, too.
 */
export async function listAgentsWhoWant(
  db: Db | Trx,
  { event, ticket, channel }: { event: TeamEvent; ticket: About; channel: Channel },
): Promise<WantingAgent[]> {
  const events = event === "reminded" ? ["reminded", "replied"] : [event];
  return db
    .selectFrom("agents")
    .select(["id", "name", "email"])
    .where("disabled_at", "is", null)
    .where("id", "in", (eb) =>
      eb
        .selectFrom("agent_wishes")
        .select("agent_id")
        .where("channel", "=", channel)
        .where("event", "in", events)
        .where((wish) => wish.or([wish("category_id", "is", null), wish("category_id", "=", ticket.category_id ?? 0)])),
    )
    .$if(event === "opened" && ticket.opened_by_agent_id != null, (query) =>
      query.where("id", "<>", ticket.opened_by_agent_id ?? 0),
    )
    .orderBy("id")
    .execute();
}

import type { Db } from "#db/client.ts";
import type { Viewer } from "~/people/viewer.ts";
import { findTicket } from "~/tickets/visibility.server.ts";
import type { PushedTicket } from "./own-push.ts";

/** What this browser is told of, newest first. */
export async function listPushed(db: Db, { visitor }: Viewer, now: number): Promise<PushedTicket[]> {
  if (!visitor) return [];
  const rows = await db
    .selectFrom("push_follows")
    .innerJoin("push_browsers", "push_browsers.id", "push_follows.browser_id")
    .innerJoin("tickets", "tickets.id", "push_follows.ticket_id")
    .select("push_follows.ticket_id")
    .where("push_browsers.visitor_id", "=", visitor.id)
    // It is told of the other one now.
    .where("tickets.merged_into_id", "is", null)
    .orderBy("push_follows.id", "desc")
    .limit(200)
    .execute();
  return Promise.all(
    rows.map(async ({ ticket_id }) => {
      const found = await findTicket(db, { visitor, agent: null }, ticket_id, now);
      if (!("ticket" in found)) return { number: ticket_id, ticket: null };
      const { id, slug, title, language } = found.ticket;
      return { number: id, ticket: { id, slug, title, language } };
    }),
  );
}

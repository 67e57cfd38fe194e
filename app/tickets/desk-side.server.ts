import type { Db } from "#db/client.ts";
import { countFoundAnswers } from "~/search/found-answers.server.ts";
import type { Site } from "~/site/site.ts";
import type { DeskSide } from "./desk-side.ts";
import { listAssignable, listQueue } from "./list-queue.server.ts";
import { listRevisions } from "./list-revisions.server.ts";

/** What stands beside a ticket on the desk: the queue, whom it can be given to, earlier texts. */
export async function loadDeskSide(
  db: Db,
  { ticketId, me, site, now }: { ticketId: number; me: number; site: Site; now: number },
): Promise<DeskSide> {
  const [queue, agents, revisions, answeredBefore] = await Promise.all([
    listQueue(db, { view: "waiting" }, me, site),
    listAssignable(db),
    listRevisions(db, ticketId),
    countFoundAnswers(db, "ticket", ticketId),
  ]);
  return { queue: queue.tickets.slice(0, 20), agents, revisions, answeredBefore, me, now };
}

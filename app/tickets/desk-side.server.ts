import type { Db } from "#db/client.ts";
import type { TicketRow } from "#db/schema.ts";
import { countFoundAnswers } from "~/search/found-answers.server.ts";
import type { Site } from "~/site/site.ts";
import type { DeskSide } from "./desk-side.ts";
import type { LinkedArticle } from "./linked-article.ts";
import { listInserts } from "./list-inserts.server.ts";
import { listAssignable, listQueue } from "./list-queue.server.ts";
import { listRevisions } from "./list-revisions.server.ts";

interface DeskAsk {
  ticket: TicketRow;
  agent: { id: number; name: string };
  /** Those that fit its title. */
  articles: LinkedArticle[];
  site: Site;
  now: number;
}

/** What stands beside a ticket on the desk: the queue, whom it can be given to, earlier texts. */
export async function loadDeskSide(db: Db, { ticket, agent, articles, site, now }: DeskAsk): Promise<DeskSide> {
  const [queue, agents, revisions, inserts, answeredBefore] = await Promise.all([
    listQueue(db, { view: "waiting" }, agent.id, site),
    listAssignable(db),
    listRevisions(db, ticket.id),
    listInserts(db, { ticket, agentName: agent.name, site, query: "", articles }),
    countFoundAnswers(db, "ticket", ticket.id),
  ]);
  return { queue: queue.tickets.slice(0, 20), agents, revisions, inserts, answeredBefore, me: agent.id, now };
}

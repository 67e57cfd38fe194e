import type { Db } from "#db/client.ts";
import type { Site } from "~/site/site.ts";
import { cardColumns, cardView } from "~/tickets/card-view.server.ts";
import type { TicketCardView } from "~/tickets/ticket-card.ts";
import { isListed } from "~/tickets/visibility.server.ts";
import { termsOf } from "./analysis.ts";
import { rankTickets } from "./query.server.ts";
import { findCandidates } from "./query-candidates.server.ts";
import { titleMatch } from "./query-rank.ts";

/** More are not read. */
const MOST_SHOWN = 5;
const MOST_TERMS = 12;
/** Of the words that somebody types, as many must stand in the other title; fewer are about something else. */
const ENOUGH = 0.4;
/** Ranked ones that are looked at. */
const LOOKED_AT = 20;

/** Tickets that may be about the same as a title that somebody is writing; answered ones first. */
export async function findSimilar(
  db: Db,
  { title, site, now }: { title: string; site: Site; now: number },
): Promise<TicketCardView[]> {
  const terms = termsOf(title.slice(0, 160), MOST_TERMS);
  if (terms.every(({ isStop }) => isStop)) return [];
  const candidates = await findCandidates(db, "ticket", { terms, isTyping: false, need: "some", now });
  const ids = (await rankTickets(db, candidates, terms, now)).slice(0, LOOKED_AT);
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("tickets")
    .select(cardColumns)
    .where("tickets.id", "in", ids)
    .where("kind", "<>", "thanks")
    .where(isListed)
    .execute();
  return rows
    .filter((row) => titleMatch(row, terms).share >= ENOUGH)
    .sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
    .slice(0, MOST_SHOWN)
    .sort((one, other) => Number(other.answer_excerpt !== null) - Number(one.answer_excerpt !== null))
    .map((row) => cardView(row, site));
}

import type { ExpressionBuilder } from "kysely";
import type { Db } from "#db/client.ts";
import type { Database } from "#db/schema.ts";
import type { Locale } from "~/i18n/locale.ts";
import type { Site } from "~/site/site.ts";
import { cardColumns, cardView } from "~/tickets/card-view.server.ts";
import type { TicketCardView } from "~/tickets/ticket-card.ts";
import { isListed } from "~/tickets/visibility.server.ts";

const MOST_SHOWN = 5;

/** As a column `answered`: how many tickets that strangers may list an article has answered, and that are done. */
export function answeredCount(eb: ExpressionBuilder<Database, "articles">) {
  return eb
    .selectFrom("ticket_articles")
    .innerJoin("tickets", "tickets.id", "ticket_articles.ticket_id")
    .select((counted) => counted.fn.count<number>("tickets.id").distinct().as("count"))
    .whereRef("ticket_articles.article_id", "=", "articles.id")
    .where("ticket_articles.relation", "in", ["answer", "source"])
    .where("tickets.phase", "=", "done")
    .where((listed) => isListed(listed as never))
    .as("answered");
}

/** Listed tickets that belong to an article, the newest first, in the words of `locale`. */
export async function listTicketsAbout(
  db: Db,
  articleId: number,
  site: Site,
  locale: Locale,
): Promise<TicketCardView[]> {
  const rows = await db
    .selectFrom("tickets")
    .select(cardColumns)
    .where("tickets.id", "in", (eb) =>
      eb.selectFrom("ticket_articles").select("ticket_id").where("article_id", "=", articleId),
    )
    .where(isListed)
    .where("erased_at", "is", null)
    .orderBy("tickets.id", "desc")
    .limit(MOST_SHOWN)
    .execute();
  return rows.map((row) => cardView(row, site, locale));
}

import type { Db, Trx } from "#db/client.ts";
import { makesStale } from "#db/stale.ts";
import { ARTICLE_TICKETS } from "~/http/page-tags.ts";
import type { LinkedArticle } from "./linked-article.ts";

/** Keeps from which article somebody came to write: it did not help them. */
export async function keepAskedFrom(
  trx: Trx,
  { ticketId, articleId, now }: { ticketId: number; articleId: number; now: number },
): Promise<void> {
  await trx
    .insertInto("ticket_articles")
    .values({ ticket_id: ticketId, article_id: articleId, relation: "asked_from", created_at: now })
    .execute();
  makesStale(trx, ARTICLE_TICKETS);
}

/** The article that a ticket was written from. The author sees it only as long as everybody does. */
export async function findAskedFrom(
  db: Db,
  ticketId: number,
  { isAgent }: { isAgent: boolean },
): Promise<LinkedArticle | undefined> {
  return db
    .selectFrom("ticket_articles")
    .innerJoin("articles", "articles.id", "ticket_articles.article_id")
    .select(["articles.id", "slug", "title", "language"])
    .where("ticket_id", "=", ticketId)
    .where("relation", "=", "asked_from")
    .$if(!isAgent, (query) => query.where("published_at", "is not", null).where("removed_at", "is", null))
    .executeTakeFirst();
}

import type { Db } from "#db/client.ts";
import { articleState } from "./article-state.ts";
import type { ArticleOfTicket, LinkedTicket } from "./edit-view.ts";

const MOST_LINKS = 50;

/** The tickets that belong to an article, newest first. For the team: private ones too. */
export async function listLinkedTickets(db: Db, articleId: number): Promise<(LinkedTicket & { isPrivate: boolean })[]> {
  const rows = await db
    .selectFrom("ticket_articles")
    .innerJoin("tickets", "tickets.id", "ticket_articles.ticket_id")
    .select(["tickets.id", "tickets.slug", "tickets.title", "tickets.language", "tickets.visibility", "relation"])
    .where("article_id", "=", articleId)
    .groupBy(["tickets.id", "relation"])
    .orderBy((eb) => eb.fn.max("ticket_articles.id"), "desc")
    .limit(MOST_LINKS)
    .execute();
  return rows.map(({ visibility, ...ticket }) => ({ ...ticket, isPrivate: visibility === "private" }));
}

/** How many tickets are done that the team answered with a link to the article. */
export async function countAnsweredTickets(db: Db, articleId: number): Promise<number> {
  const { count } = await db
    .selectFrom("ticket_articles")
    .innerJoin("tickets", "tickets.id", "ticket_articles.ticket_id")
    .select((eb) => eb.fn.count<number>("ticket_id").distinct().as("count"))
    .where("article_id", "=", articleId)
    .where("relation", "=", "answer")
    .where("tickets.phase", "=", "done")
    .executeTakeFirstOrThrow();
  return count;
}

/** The articles that were written from a ticket, or that its author had read before. For the team: drafts too. */
export async function listArticlesOfTicket(db: Db, ticketId: number): Promise<ArticleOfTicket[]> {
  const rows = await db
    .selectFrom("ticket_articles")
    .innerJoin("articles", "articles.id", "ticket_articles.article_id")
    .select(["articles.id", "articles.title", "articles.language", "relation"])
    .select(["articles.published_at", "articles.removed_at", "articles.published_revision_id"])
    .select((eb) =>
      eb
        .selectFrom("article_revisions")
        .select((max) => max.fn.max("article_revisions.id").as("newest"))
        .whereRef("article_revisions.article_id", "=", "articles.id")
        .as("newest"),
    )
    .where("ticket_id", "=", ticketId)
    .where("relation", "<>", "answer")
    .orderBy("ticket_articles.id")
    .limit(MOST_LINKS)
    .execute();
  return rows.map(({ id, title, language, relation, ...row }) => ({
    id,
    title,
    language,
    relation: relation === "source" ? "source" : "asked_from",
    state: articleState(row, row.newest ?? 0),
  }));
}

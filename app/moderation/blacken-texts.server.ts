import type { Db, Trx } from "#db/client.ts";

export type BlackenTexts = Awaited<ReturnType<typeof readTexts>>;

/**
 * Every text that belongs to a ticket: its own and those of what was merged into it, replies, notes, what they were
 * before, the history, reports, articles written from it; and the canned answers of the team.
 */
export async function readTexts(db: Db | Trx, ticketId: number) {
  const tickets = await db
    .selectFrom("tickets")
    .selectAll()
    .where((eb) => eb.or([eb("id", "=", ticketId), eb("merged_into_id", "=", ticketId)]))
    .execute();
  const ids = tickets.map(({ id }) => id);
  const replies = await db.selectFrom("replies").selectAll().where("ticket_id", "in", ids).execute();
  const events = await db
    .selectFrom("ticket_events")
    .selectAll()
    .where((eb) =>
      eb.or([
        eb("ticket_id", "in", ids),
        // A merge tells the one ticket the other's title.
        eb.and([
          eb("type", "in", ["merged", "unmerged", "duplicate_of"]),
          eb.or(ids.map((id) => eb("details", "like", `%"ticket":${id},%`))),
        ]),
      ]),
    )
    .execute();
  const revisions = await db.selectFrom("text_revisions").selectAll().where("ticket_id", "in", ids).execute();
  const reports = await db.selectFrom("reports").selectAll().where("ticket_id", "in", ids).execute();
  const written = db
    .selectFrom("ticket_articles")
    .select("article_id")
    .where("relation", "=", "source")
    .where("ticket_id", "in", ids);
  const articles = await db
    .selectFrom("articles")
    .innerJoin("article_categories", "article_categories.id", "articles.category_id")
    .selectAll("articles")
    .select("article_categories.slug as category")
    .where("articles.id", "in", written)
    .execute();
  const articleRevisions = await db
    .selectFrom("article_revisions")
    .selectAll()
    .where("article_id", "in", written)
    .execute();
  const canned = await db.selectFrom("canned_answers").selectAll().execute();
  const people = [...tickets.map((row) => row.requester_id), ...replies.map((row) => row.visitor_id)];
  const visitors = await db
    .selectFrom("visitors")
    .select(["id", "name"])
    .where("name", "is not", null)
    .where(
      "id",
      "in",
      people.filter((id) => id !== null),
    )
    .execute();
  return { tickets, replies, events, revisions, reports, articles, articleRevisions, canned, visitors };
}
